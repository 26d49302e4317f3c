import { expect, test } from "vitest";
import { now, recordOf, viewOf } from "../../test/values.ts";
import { runFailed } from "../errors.ts";
import { renderFailure } from "./failure.ts";
import { widthOf } from "./layout.ts";
import { renderRun } from "./run-detail.ts";
import { renderRuns } from "./run-list.ts";

const records = [
  recordOf(),
  recordOf({ state: "FAILED", reason: "NON_ZERO_EXIT", message: "exit code 1" }),
  recordOf({ state: "RUNNING", phase: "EXECUTING" }),
];

test("runs at 80 columns", () => {
  expect(renderRuns(records, viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "RUN       STATE                 TASK   OF                         CREATED
    3f2a91bc  DONE                  train  experiment/retail-nightly  3 min ago
    3f2a91bc  FAILED NON_ZERO_EXIT  train  experiment/retail-nightly  3 min ago
    3f2a91bc  RUNNING EXECUTING     train  experiment/retail-nightly  3 min ago"
  `);
});

test("runs at 120 columns", () => {
  expect(renderRuns(records, viewOf({ width: 120 }))).toMatchInlineSnapshot(`
    "RUN       STATE                 TASK   OF                         CREATED          TOOK  MODEL
    3f2a91bc  DONE                  train  experiment/retail-nightly  3 min ago  1 min 12 s  model/retail-default@v3
    3f2a91bc  FAILED NON_ZERO_EXIT  train  experiment/retail-nightly  3 min ago  1 min 12 s  model/retail-default@v3
    3f2a91bc  RUNNING EXECUTING     train  experiment/retail-nightly  3 min ago  1 min 12 s  model/retail-default@v3"
  `);
});

test("runs at 200 columns", () => {
  expect(renderRuns(records, viewOf({ width: 200 }))).toMatchInlineSnapshot(`
    "RUN       STATE                 TASK   OF                         CREATED          TOOK  MODEL                    METRICS
    3f2a91bc  DONE                  train  experiment/retail-nightly  3 min ago  1 min 12 s  model/retail-default@v3  RMSE=88860.7 train_loss=0.0312345
    3f2a91bc  FAILED NON_ZERO_EXIT  train  experiment/retail-nightly  3 min ago  1 min 12 s  model/retail-default@v3  RMSE=88860.7 train_loss=0.0312345
    3f2a91bc  RUNNING EXECUTING     train  experiment/retail-nightly  3 min ago  1 min 12 s  model/retail-default@v3  RMSE=88860.7 train_loss=0.0312345"
  `);
});

test("a run that waits for an earlier one of its experiment says which", () => {
  const waits = recordOf({ state: "PENDING", reason: "WAITING_OVERLAP" });
  const under = recordOf({ state: "RUNNING", phase: "EXECUTING" });
  const earlier = { ...under, run: { ...under.run, id: "77777777-0000-4000-8000-000000000001" } };
  expect(renderRuns([waits, earlier], viewOf({ width: 160 }))).toContain("WAITING_OVERLAP  run 77777777");
  expect(renderRuns([waits], viewOf({ width: 160 }))).toContain("an earlier run of the experiment");
});

test("no line is wider than the terminal", () => {
  for (const width of [80, 100, 120, 200])
    for (const line of renderRuns(records, viewOf({ width })).split("\n"))
      expect(widthOf(line)).toBeLessThanOrEqual(width);
});

test("one run", () => {
  expect(renderRun(recordOf(), [], viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "run/3f2a91bc-0000-4000-8000-000000000001
      state       DONE
      task        train
      experiment  experiment/retail-nightly
      instance    instance/retail-default
      recipe      recipe/retail-gbm
      parameters  learning_rate=0.1 n_estimators=200 password=secret(env PASSWORD)
      inputs      train: dataset/retail-sales
      created     2026-01-31 11:57:00 (3 min ago)
      started     2026-01-31 11:57:02 (2 min ago)
      ended       2026-01-31 11:58:14 (1 min ago)
      took        1 min 12 s
      model       model/retail-default@v3

    Metrics
      NAME             LAST        MIN  MAX  POINTS
      train_loss  0.0312345  0.0312345  1.5     200
      RMSE          88860.7

    Outputs
      predictions: /data/out/predictions/2026-01-31 (1 file, 39.1 KiB)"
  `);
});

test("one run with its attempts and history", () => {
  const events = [
    { seq: 1, runId: "r", at: "2026-01-31T11:57:00.000Z", actor: "ada@host", type: "created" },
    {
      seq: 2,
      runId: "r",
      at: "2026-01-31T11:57:02.000Z",
      actor: "ada@host",
      type: "status",
      from: "PENDING",
      to: "RUNNING",
      reason: "PREPARING",
    },
  ] as const;
  const text = renderRun(recordOf(), events, viewOf({ width: 80, verbosity: "verbose" }));
  expect(text.slice(text.indexOf("Attempts"))).toMatchInlineSnapshot(`
    "Attempts
      1: OK · 1 min 12 s · exit code 0 · peak 257.0 MiB · process

    History
      2026-01-31 11:57:00  created  ada@host
      2026-01-31 11:57:02  status PENDING → RUNNING PREPARING  ada@host"
  `);
});

test("-q is the id and the state", () => {
  expect(renderRun(recordOf(), [], viewOf({ verbosity: "quiet" }))).toBe(
    "run/3f2a91bc-0000-4000-8000-000000000001  DONE",
  );
});

test("a run under way has taken the time until now", () => {
  const { endedAt: _, ...run } = recordOf({ state: "RUNNING", phase: "EXECUTING" }).run;
  const text = renderRun({ ...recordOf(), run }, [], viewOf({ now }));
  expect(text).toContain("  took        2 min 58 s\n");
});

test("the failure of a run says what to type next", () => {
  const failed = recordOf({
    state: "FAILED",
    reason: "NON_ZERO_EXIT",
    message: "exit code 1: ValueError: x",
  });
  expect(renderFailure(runFailed(failed), viewOf())).toMatchInlineSnapshot(`
    "error MLX8104: run 3f2a91bc failed: NON_ZERO_EXIT
      exit code 1: ValueError: x
      next: \`mlx logs 3f2a91bc\` shows what the program said
            \`mlx runs show 3f2a91bc -v\` shows what happened when"
  `);
});
