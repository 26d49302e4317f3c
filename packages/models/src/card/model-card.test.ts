import { digestOf, formatAddress, type ModelVersion } from "@mlx/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CardFacts, makeModelCard } from "./model-card.ts";
import { writeHtmlCard } from "./write-html-card.ts";
import { writeMarkdownCard } from "./write-markdown-card.ts";

const instance = formatAddress({ kind: "instance", name: "retail" });
const at = "2026-01-02T03:04:05.000Z";

const version: ModelVersion = {
  id: "11111111-0000-4000-8000-000000000000",
  model: "retail",
  version: 3,
  status: "READY",
  origin: {
    type: "run",
    instance,
    runId: "22222222-0000-4000-8000-000000000000",
    inputs: {
      source: "sha256:5555",
      parameters: { depth: 3, key: { secret: { env: "KEY" } } },
      datasets: { train: { dataset: "dataset/sales", fingerprint: digestOf("a") } },
      env: {},
      secrets: {},
    },
    lineage: { applyId: "a", revisions: {}, mlxVersion: "0.1.0" },
  },
  artifact: { digest: digestOf("m"), files: 1, size: 12 },
  metrics: { RMSE: 2.5, MAPE: 0.1 },
  description: "Weekly sales | <b>per store</b>",
  tags: { stage: "pilot" },
  createdAt: at,
};

const facts: CardFacts = {
  version,
  aliases: ["champion"],
  evaluations: [
    {
      id: "e",
      model: "retail",
      version: 3,
      policy: { alias: "champion", auto: true, gates: [] },
      results: [
        {
          gate: { type: "threshold", metric: "RMSE", op: "<=", value: 3 },
          verdict: "passed",
          detail: "RMSE 2.5 <= 3",
        },
      ],
      verdict: "passed",
      actor: "policy",
      at,
    },
  ],
  approvals: [],
  moves: [
    { seq: 1, model: "retail", alias: "champion", from: 2, to: 3, kind: "promote", actor: "policy", at },
  ],
  files: [{ path: "model.pkl", size: 12, executable: false, digest: digestOf("f") }],
};

test("a card has what is known, and nothing empty", () => {
  expect(writeMarkdownCard(makeModelCard(facts))).toBe(`# model/retail@v3

Weekly sales \\| \\<b\\>per store\\</b\\>

## Version

- **status**: READY
- **aliases**: champion
- **created**: ${at}
- **instance**: instance/retail
- **run**: run/22222222-0000-4000-8000-000000000000
- **artifact**: ${digestOf("m")}
- **size**: 12 bytes in 1 file
- **tags**: stage=pilot

## Metrics

| metric | value |
| --- | --- |
| MAPE | 0.1 |
| RMSE | 2.5 |

## Training data

| channel | dataset | path | rows | window | fingerprint |
| --- | --- | --- | --- | --- | --- |
| train | dataset/sales |  |  |  | ${digestOf("a")} |

## Parameters

- **depth**: 3
- **key**: (secret)

## Made with

- **source**: sha256:5555
- **mlx**: 0.1.0

## Policy for champion

- **verdict**: passed
- **judged**: ${at} by policy

| gate | verdict | why |
| --- | --- | --- |
| threshold | passed | RMSE 2.5 \\<= 3 |

## History of its aliases

| at | alias | what | by | reason |
| --- | --- | --- | --- | --- |
| ${at} | champion | promote: given in place of v2 | policy |  |

## Files

| file | bytes | digest |
| --- | --- | --- |
| model.pkl | 12 | ${digestOf("f")} |
`);
});

test("of a chain a card has the data and parameters of all steps up to the training", () => {
  const { origin } = version;
  if (origin.type !== "run") return expect.unreachable("not of a run");
  const preprocess = {
    ...({ task: "preprocess", secrets: {}, parameters: { test_share: 0.5 } } as const),
    datasets: { raw: { dataset: "dataset/sales", fingerprint: digestOf("a") } },
  };
  const inputs = { ...origin.inputs, datasets: {}, steps: [preprocess] };
  const card = makeModelCard({ ...facts, version: { ...version, origin: { ...origin, inputs } } });
  const section = (title: string) => card.sections.find((each) => each.title === title);
  expect(section("Training data")?.table?.rows).toEqual([
    ["preprocess/raw", "dataset/sales", "", "", "", digestOf("a")],
  ]);
  expect(section("Parameters")?.facts).toEqual([
    ["preprocess.test_share", "0.5"],
    ["train.depth", "3"],
    ["train.key", "(secret)"],
  ]);
});

test("no text of a user becomes HTML", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const page = writeHtmlCard({
        title: text,
        description: text,
        sections: [
          { title: text, facts: [[text, text]], table: { header: [text], rows: [[text]] }, code: text },
        ],
      });
      const tags = [...page.matchAll(/<\/?([a-z0-9]+)/g)].map(([, name]) => name);
      const own = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "p",
        "table",
        "tr",
        "td",
        "th",
        "pre",
      ];
      expect(tags.filter((name) => !own.includes(name ?? ""))).toEqual([]);
      expect(page.match(/<h1>/g)).toHaveLength(1);
      expect(page.match(/<pre>/g)).toHaveLength(1);
    }),
  );
});
