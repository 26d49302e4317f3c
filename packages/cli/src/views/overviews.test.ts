import type { StatusReport } from "@mlx/app";
import { digestOf, formatAddress, type LineageNode, type ResourceRevision } from "@mlx/core";
import { expect, test } from "vitest";
import { diagnosticOf, fullPlan, modelOf, planOf, recordOf, viewOf } from "../../test/values.ts";
import { renderDoctor } from "./doctor.ts";
import { renderHistory } from "./history.ts";
import { renderLineage } from "./lineage.ts";
import { approvalQuestion } from "./question.ts";
import { renderStatus } from "./status.ts";
import { createWatchView, renderWatchEvent } from "./watch.ts";

const recipe = formatAddress({ kind: "recipe", name: "retail-gbm" });

const apply = {
  id: "a0a0a0a0-0000-4000-8000-000000000001",
  serial: 4,
  at: "2026-01-31T11:00:00.000Z",
  actor: "ada@workstation",
  command: "apply",
  git: { commit: "0123456789abcdef", branch: "main", dirty: true },
  configDigest: digestOf("config"),
  summary: { create: 2, update: 0, move: 0, delete: 1, unchanged: 3, byKind: {} },
  changes: [{ action: "create", address: recipe, reasons: ["not in the store yet"] }],
} as const;

test("history at 80 and at 120 columns", () => {
  const at = (width: number) => renderHistory({ applies: [apply], address: undefined }, viewOf({ width }));
  expect(`${at(80)}\n\n${at(120)}`).toMatchInlineSnapshot(`
    "SERIAL  APPLY     WHEN                 COMMAND  CHANGES  WHO
         4  a0a0a0a0  2026-01-31 11:00:00  apply    +2 -1    ada@workstation

    SERIAL  APPLY     WHEN                          COMMAND  CHANGES  WHO              GIT
         4  a0a0a0a0  2026-01-31 11:00:00  1 h ago  apply    +2 -1    ada@workstation  01234567 (dirty)"
  `);
});

test("history -v lists the changes", () => {
  const text = renderHistory({ applies: [apply], address: undefined }, viewOf({ verbosity: "verbose" }));
  expect(text.split("\n").slice(-2)).toEqual([
    "serial 4",
    "  create recipe/retail-gbm: not in the store yet",
  ]);
});

test("the revisions of one resource", () => {
  const revisions: readonly ResourceRevision[] = [
    { revision: 1, applyId: apply.id, serial: 4, at: apply.at },
  ];
  const text = renderHistory({ applies: [apply], revisions, address: recipe }, viewOf());
  expect(text.split("\n")).toEqual([
    "REVISION  SERIAL  WHEN                 WHO              CHANGE",
    "       1       4  2026-01-31 11:00:00  ada@workstation  create: not in the store yet",
  ]);
});

test("lineage is a tree", () => {
  const leaf = (kind: LineageNode["kind"], id: string, detail = {}): LineageNode => ({
    kind,
    id,
    detail,
    from: [],
  });
  const node: LineageNode = {
    kind: "model",
    id: "model/retail-default@v3",
    detail: { artifact: digestOf("model") },
    from: [
      {
        kind: "run",
        id: "run/3f2a91bc",
        detail: {},
        from: [
          leaf("source", digestOf("source"), { recipe: "recipe/retail-gbm" }),
          leaf("dataset", "dataset/sales"),
        ],
      },
    ],
  };
  expect(renderLineage(node, viewOf({ width: 80 })).split("\n")).toEqual([
    "model/retail-default@v3",
    "│  artifact sha256:9372c470eead",
    "└─ run/3f2a91bc",
    "   ├─ source sha256:41cf6794ba42",
    "   │     recipe recipe/retail-gbm",
    "   └─ dataset/sales",
  ]);
});

test("status at 80 columns", () => {
  const status: StatusReport = {
    project: "retail",
    environment: "dev",
    store: "/project/.mlx/mlx.db",
    serial: 4,
    lastApply: apply,
    resources: { dataset: 1, recipe: 1, instance: 1, experiment: 2, model: 0, service: 0 },
    outside: { unmanaged: 2, drifted: 1 },
    datasets: [
      { address: "dataset/retail-sales", path: "data/retail.csv", rows: 6435, columns: [], changed: true },
      { address: "dataset/lost", path: "lost.csv", problem: "no such file: lost.csv", changed: true },
    ],
    models: [{ version: modelOf(3), latest: true, aliases: [], stale: [] }],
    services: [],
    runs: {
      unfinished: [recordOf({ state: "PENDING", reason: "QUEUED" })],
      unfinishedTotal: 61,
      recent: [recordOf()],
    },
    daemons: [],
    slots: [],
    schedules: {
      total: 0,
      active: 1,
      ahead: [
        {
          experiment: formatAddress({ kind: "experiment", name: "retail-nightly" }),
          until: "2031-01-30T12:00:00.000Z",
        },
      ],
      next: [],
    },
    waitingForDaemon: 0,
  };
  const ofApi = { ...status, lastApply: { ...apply, via: "api" as const } };
  expect(renderStatus(ofApi, viewOf({ width: 80 }))).toContain(
    "last change  2026-01-31 11:00:00 (1 h ago) by ada@workstation through the API",
  );
  const text = renderStatus(status, viewOf({ width: 80 }));
  expect(text).toMatchInlineSnapshot(`
    "project retail
      environment  dev
      store        /project/.mlx/mlx.db at serial 4
      last apply   2026-01-31 11:00:00 (1 h ago) by ada@workstation
      resources    1 dataset, 1 recipe, 1 instance, 2 experiments
      outside      2 unmanaged, 1 changed through the API: \`mlx plan\` shows them

    warning: nothing fires: no daemon runs, and 1 schedule waits for one; \`mlx up --detach\` starts it

    warning: retail-nightly fires nothing before 2031-01-30 12:00:00 (UTC): a clock that was ahead decided its times until then
    \`mlx schedules pause retail-nightly\`, then \`mlx schedules resume retail-nightly\`: it fires again from then on

    Datasets
      ADDRESS               ROWS  COLUMNS  DATA                     PATH
      dataset/retail-sales  6435        0  changed since the apply  data/retail.csv
      dataset/lost                         no such file: lost.csv   lost.csv

    Models
      MODEL                            CREATED    RUN          RMSE       MAPE
      model/retail-default@v3  latest  1 min ago  3f2a91bc  88860.7  0.0548123

    Runs under way
      RUN       STATE           TASK   OF                         CREATED
      3f2a91bc  PENDING QUEUED  train  experiment/retail-nightly  3 min ago
      … and 60 more (\`mlx runs --limit\`)

    Recent runs
      RUN       STATE  TASK   OF                         CREATED          TOOK
      3f2a91bc  DONE   train  experiment/retail-nightly  3 min ago  1 min 12 s"
  `);
});

test("doctor says what to do", () => {
  expect(
    renderDoctor(
      [
        { name: "Node", outcome: "ok", detail: "v24.0.0" },
        {
          name: "Python",
          outcome: "problem",
          detail: "no python3 on the PATH",
          remedy: "install Python 3.10 or newer",
        },
      ],
      viewOf(),
    ).split("\n"),
  ).toEqual([
    "ok       Node    v24.0.0",
    "problem  Python  no python3 on the PATH",
    "                 → install Python 3.10 or newer",
  ]);
});

test("the question names the risk", () => {
  expect(approvalQuestion(fullPlan(), "apply")).toBe(
    "Apply 2 changes, delete 1 resource, make 1 model stale in environment dev?",
  );
  const only = (part: object) => planOf({ summary: { ...planOf().summary, ...part } });
  expect(approvalQuestion(only({ update: 1 }), "apply")).toBe("Apply 1 change?");
  expect(approvalQuestion(only({ delete: 3 }), "destroy")).toBe("Delete 3 resources?");
});

test("what watch prints", () => {
  const at = (event: Parameters<typeof renderWatchEvent>[0]) =>
    renderWatchEvent(event, { apply: true }, viewOf({ width: 80 })).split("\n")[0];
  expect([
    at({ type: "watching", files: 3 }),
    at({ type: "paused", reason: "git is at work" }),
    at({ type: "changed", files: ["a", "b", "c", "d"] }),
    at({ type: "unwatched", path: "data/secret", reason: "EACCES" }),
    at({ type: "unwatched", reason: "the system watches no further folder" }),
    at({ type: "invalid", diagnostics: [diagnosticOf()] }),
    at({ type: "planned", plan: planOf(), warnings: [], safe: true }),
    at({ type: "planned", plan: fullPlan(), warnings: [], safe: false }),
    at({ type: "applied", record: apply }),
  ]).toEqual([
    "12:00:00 watching 3 files; Ctrl-C ends it",
    "12:00:00 paused: git is at work",
    "12:00:00 changed: a, b, c and 1 more",
    "12:00:00 not watched: data/secret: EACCES",
    "12:00:00 not watched: the system watches no further folder",
    "12:00:00 the configuration is invalid; the last good state is kept",
    "12:00:00 No changes. 4 resources as declared. (serial 3)",
    "12:00:00 planned",
    "12:00:00 Applied: 2 created, 1 deleted (serial 4, apply a0a0a0a0).",
  ]);
});

test("watch prints nothing when the meaning stays, and one line when a broken file is mended", () => {
  const show = createWatchView({ apply: false });
  const lines = (event: Parameters<typeof show>[0]) => show(event, viewOf()).split("\n").slice(0, 2);
  const planned = (createdAt: string) =>
    ({ type: "planned", plan: planOf({ createdAt }), warnings: [], safe: true }) as const;
  const changed = { type: "changed", files: ["mlx.yaml"] } as const;
  const same = "No changes. 4 resources as declared. (serial 3)";
  expect([
    lines(planned("2026-01-31T12:00:00.000Z")),
    lines(changed),
    lines(planned("2026-01-31T12:01:00.000Z")),
    lines(changed),
    lines({ type: "invalid", diagnostics: [diagnosticOf()] }),
    lines(changed),
    lines(planned("2026-01-31T12:02:00.000Z")),
  ]).toEqual([
    [`12:00:00 ${same}`],
    [""],
    [""],
    [""],
    ["12:00:00 changed: mlx.yaml", "12:00:00 the configuration is invalid; the last good state is kept"],
    [""],
    [
      "12:00:00 changed: mlx.yaml",
      "12:00:00 the configuration is valid again; the plan is the same as before",
    ],
  ]);
});
