import { type Attempt, type ChainStep, digestOf, type RunRecord, type TaskName } from "@mlx/core";
import { describeRun } from "@mlx/documents";
import { expect, test } from "vitest";
import { recordOf, viewOf } from "../../test/values.ts";
import { exactRerunDocument } from "../documents/exact-rerun-document.ts";
import { renderExactRerun } from "./exact-rerun.ts";
import { renderRun } from "./run-detail.ts";

const clean = { digest: digestOf("clean"), files: 1, size: 10 };
const at = (second: number) => `2026-01-31T11:57:${String(second).padStart(2, "0")}.000Z`;
const window = { start: "2026-01-30T00:00:00.000Z", end: "2026-01-31T00:00:00.000Z" };

/** A chain whose first step is cached, whose second failed once, whose third was skipped. */
function chainRecord(): RunRecord {
  const record = recordOf();
  const { spec } = record.run;
  const tasks: readonly TaskName[] = ["preprocess", "train", "evaluate", "score"];
  const chain = tasks.map((task): ChainStep => ({ task, spec, from: {}, passes: [], cache: false }));
  const attempt = (number: number, step: number, more: Partial<Attempt>): Attempt => ({
    ...{ runId: record.run.id, number, step, epoch: 1, executor: "process" },
    ...more,
  });
  const exit = { signal: null, oomKilled: false };
  const cachedFrom = "1a2b3c4d-0000-4000-8000-000000000001";
  return {
    ...record,
    run: { ...record.run, chain },
    attempts: [
      attempt(1, 0, {
        staged: { raw: { fingerprint: digestOf("raw"), files: 1, window, rows: 1200 } },
        left: { outputs: { clean }, skipped: "as in run 1a2b3c4d", cachedFrom },
        outcome: { reason: "CACHED" },
      }),
      attempt(2, 1, {
        exit: { ...exit, exitCode: 3, startedAt: at(1), endedAt: at(2) },
        outcome: { reason: "NON_ZERO_EXIT", message: "it exited with code 3" },
      }),
      attempt(3, 1, {
        exit: { ...exit, exitCode: 0, startedAt: at(3), endedAt: at(45) },
        left: { outputs: {}, model: clean },
        outcome: { reason: "OK" },
      }),
      attempt(4, 2, {
        left: { outputs: {}, skipped: "RMSE 5 is not < 5" },
        outcome: { reason: "OK", message: "RMSE 5 is not < 5" },
      }),
      attempt(5, 3, {
        exit: { ...exit, exitCode: 1, startedAt: at(50), endedAt: at(51) },
        outcome: { reason: "NON_ZERO_EXIT", message: "it exited with code 1: no file\nmore" },
      }),
    ],
  };
}

test("a run of several tasks shows each, and what was cut out of its data", () => {
  const text = renderRun(chainRecord(), [], viewOf({ width: 80 }));
  const steps = text.slice(text.indexOf("Steps"), text.indexOf("Metrics"));
  expect(steps.trimEnd()).toMatchInlineSnapshot(`
    "Steps
      STEP        STATE    TOOK  TRIES
      preprocess  cached                as in run 1a2b3c4d
      train       done     42 s      2
      evaluate    skipped               RMSE 5 is not < 5
      score       failed    1 s         it exited with code 1: no file"
  `);
  expect(text).toContain(
    "  windows     preprocess/raw: 1200 rows after 2026-01-30 00:00 until 2026-01-31 00:00 (UTC)",
  );
});

test("it shows the parameters and the data of each step", () => {
  const record = chainRecord();
  const [, train] = record.run.chain ?? [];
  if (train === undefined) return expect.unreachable("no step");
  const preprocess = {
    ...train,
    task: "preprocess" as const,
    spec: { ...train.spec, parameters: { test_share: 0.5 } },
  };
  const evaluate = {
    ...train,
    task: "evaluate" as const,
    spec: { ...train.spec, parameters: {}, inputs: {} },
  };
  const run = { ...record.run, chain: [preprocess, train, evaluate] };
  const text = renderRun({ ...record, run }, [], viewOf({ width: 120 }));
  expect(text).toContain(
    [
      "  parameters  preprocess: test_share=0.5",
      "              train: learning_rate=0.1 n_estimators=200 password=secret(env PASSWORD)",
      "  inputs      preprocess/train: dataset/retail-sales, train/train: dataset/retail-sales",
    ].join("\n"),
  );
  const { steps } = describeRun({ ...record, run });
  expect(steps.map(({ task, parameters, inputs }) => [task, parameters.test_share, inputs])).toEqual([
    ["preprocess", 0.5, { train: { dataset: "dataset/retail-sales", fingerprint: null } }],
    ["train", undefined, { train: { dataset: "dataset/retail-sales", fingerprint: null } }],
    ["evaluate", undefined, {}],
  ]);
});

test("one that scored with its own model, or with one that it took over, says so", () => {
  const record = chainRecord();
  const { model: _, ...others } = record;
  const score = record.attempts.at(-1);
  if (score === undefined) return expect.unreachable("no attempt");
  const attempts = [...record.attempts.slice(0, -1), { ...score, left: { outputs: {} } }];
  const withOf = (more: Partial<RunRecord>) => describeRun({ ...others, attempts, ...more }).scoredWith;
  expect(withOf({ model: "model/a@v2" })).toBe("model/a@v2");
  expect(withOf({ tookOver: "model/a@v1" })).toBe("model/a@v1");
  expect(withOf({ model: "model/a@v2", attempts: record.attempts })).toBe(null);
  const shown = { ...others, attempts, tookOver: "model/a@v1" };
  expect(renderRun(shown, [], viewOf({}))).toContain("  scored with  model/a@v1\n");
});

test("as a document too", () => {
  const { steps, attempts } = describeRun(chainRecord());
  expect(
    steps.map(({ task, state, why, attempt, attempts: tries }) => [task, state, why, attempt, tries]),
  ).toEqual([
    ["preprocess", "cached", "as in run 1a2b3c4d", 1, 1],
    ["train", "done", null, 3, 2],
    ["evaluate", "skipped", "RMSE 5 is not < 5", 4, 1],
    ["score", "failed", "it exited with code 1: no file\nmore", 5, 1],
  ]);
  expect(steps[0]?.outputs).toEqual({ clean });
  expect(attempts[0]?.inputs).toEqual({
    raw: { fingerprint: digestOf("raw"), files: 1, window, rows: 1200 },
  });
  expect(describeRun(recordOf()).steps).toEqual([]);
});

test("a step that has not begun waits, and is not run once the run has ended", () => {
  const record = chainRecord();
  const stateOf = (status: RunRecord["run"]["status"]) =>
    describeRun({ ...record, run: { ...record.run, status }, attempts: [] }).steps[0]?.state;
  expect(stateOf({ state: "RUNNING", phase: "PREPARING" })).toBe("waits");
  expect(stateOf({ state: "ABORTED", reason: "CANCELLED" })).toBe("not run");
});

const original = recordOf();
const repeated = recordOf(undefined, { rerunOf: original.run.id, exact: { of: original.run.id } });

test("an exact rerun says that it is equal", () => {
  const comparison = { equal: true, files: 2, metrics: 1, differences: [] };
  const text = renderExactRerun(
    { how: "compared", record: repeated, original, comparison },
    viewOf({ width: 80 }),
  );
  expect(text).toContain(`  trigger     exact rerun of run/${original.run.id}\n`);
  expect(text.split("\n").at(-2)).toBe(
    "Equal to run 3f2a91bc: 2 files and 1 metric were compared, and are the same.",
  );
});

test("or that there is nothing to compare", () => {
  const comparison = { equal: true, files: 0, metrics: 0, differences: [] };
  const ran = { how: "compared", record: repeated, original, comparison } as const;
  expect(
    renderExactRerun(ran, viewOf({ width: 80 }))
      .split("\n")
      .at(-2),
  ).toBe(
    "There is nothing to compare with run 3f2a91bc: neither of the two made a file or measured anything.",
  );
});

test("or what differs, to the last digit", () => {
  const ran = {
    how: "compared",
    record: repeated,
    original,
    comparison: {
      equal: false,
      files: 2,
      metrics: 2,
      differences: [
        { of: "model", name: "model.bin", was: digestOf("a"), is: digestOf("b") },
        { of: "output", name: "predictions/part.csv", is: digestOf("c") },
        { of: "metric", name: "RMSE", was: 0.1 + 0.2, is: 0.3 },
        { of: "metric", name: "loss", was: Number.NaN },
      ],
    },
  } as const;
  const text = renderExactRerun(ran, viewOf({ width: 80 }));
  expect(text.slice(text.indexOf("Not equal"))).toMatchInlineSnapshot(`
    "Not equal to run 3f2a91bc: of 2 files and 2 metrics, 4 differ.
              NAME                  WAS                  IS
      model   model.bin             sha256:ca978112ca1b  sha256:3e23e8160039
      output  predictions/part.csv  absent               sha256:2e7d2c03a950
      metric  RMSE                  0.30000000000000004  0.3
      metric  loss                  NaN                  absent

    It was only compared: no version of the model and no batch was published."
  `);
  expect(exactRerunDocument(ran)).toMatchObject({
    kind: "exact-rerun",
    of: original.run.id,
    comparison: {
      equal: false,
      differences: [{ part: "model" }, { part: "output", was: null }, { is: 0.3 }, { is: null }],
    },
  });
});
