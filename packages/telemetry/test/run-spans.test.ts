import { expect, it } from "vitest";
import { type RunSpan, runSpans } from "../src/traces/run-spans.ts";
import { spanIdOf, traceIdOf } from "../src/traces/span-ids.ts";
import { attemptOf, begin, eventsOf, recordOf, running, runOf } from "./values.ts";

/** Each span below its parent, with its times in seconds since `begin`. */
function drawn(spans: readonly RunSpan[], parent?: string, indent = ""): readonly string[] {
  return spans
    .filter(({ parentId }) => parentId === parent)
    .flatMap((span) => [
      `${indent}${span.name} ${(span.start - begin) / 1000}..${(span.end - begin) / 1000}${span.error === undefined ? "" : ` ${span.error.type}: ${span.error.message}`}`,
      ...drawn(spans, span.spanId, `${indent}  `),
    ]);
}

it("a run of two attempts, with its waits and phases", () => {
  const run = runOf({ attempt: 2 });
  const spans = runSpans(
    recordOf(
      run,
      attemptOf(1, { outcome: { reason: "NON_ZERO_EXIT", message: "it exited with code 3" } }),
      attemptOf(2, { outcome: { reason: "OK" } }),
    ),
    eventsOf(
      [0, "created", { to: "PENDING", reason: "QUEUED" }],
      [1, "status", { from: "PENDING", to: "PENDING", reason: "WAITING_SLOT" }],
      [4, "claimed", running("PREPARING", "PENDING")],
      [6, "status", running("STARTING")],
      [7, "status", running("EXECUTING")],
      [17, "status", { from: "RUNNING", to: "RETRY", reason: "NON_ZERO_EXIT" }],
      [47, "claimed", running("PREPARING", "RETRY")],
      [48, "status", running("EXECUTING")],
      // Another worker adopts it.
      [50, "claimed", running("EXECUTING")],
      [60, "status", running("PUBLISHING")],
      [61, "status", { from: "RUNNING", to: "DONE", reason: "OK" }],
    ),
  );
  expect(drawn(spans)).toEqual([
    "train experiment/retail-nightly 0..61",
    "  queue 0..4",
    "  backoff 17..47",
    "  attempt 4..17 NON_ZERO_EXIT: it exited with code 3",
    "    prepare 4..6",
    "    start 6..7",
    "    execute 7..17",
    "  attempt 47..61",
    "    prepare 47..48",
    "    execute 48..60",
    "    publish 60..61",
  ]);
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([traceIdOf(run.id)]));
});

it("a run that never started, one that was given back, and one without any event", () => {
  const run = runOf({ attempt: 0, status: { state: "ABORTED", reason: "CANCELLED" } });
  const aborted = eventsOf(
    [0, "created", { to: "PENDING" }],
    [5, "stop-requested", {}],
    [5, "status", { from: "PENDING", to: "ABORTED", reason: "CANCELLED" }],
  );
  expect(drawn(runSpans(recordOf(run), aborted))).toEqual([
    "train experiment/retail-nightly 0..5 CANCELLED: CANCELLED",
    "  queue 0..5",
  ]);
  const given = eventsOf(
    [0, "created", { to: "PENDING" }],
    [1, "claimed", running("PREPARING", "PENDING")],
    [2, "status", { from: "RUNNING", to: "PENDING" }],
    [3, "claimed", running("PREPARING", "PENDING")],
    [9, "status", { from: "RUNNING", to: "DONE" }],
  );
  expect(drawn(runSpans(recordOf(runOf(), attemptOf(1)), given))).toEqual([
    "train experiment/retail-nightly 0..9",
    "  queue 0..1",
    "  queue 2..3",
    "  attempt 1..9",
    "    prepare 1..2",
    "    prepare 3..9",
  ]);
  expect(drawn(runSpans(recordOf(runOf()), []))).toEqual(["train experiment/retail-nightly 0..0"]);
});

it("a reopened run tells what came since, and leads to what was told before", () => {
  const run = runOf({ attempt: 2, forgivenAttempts: 1 });
  const events = eventsOf(
    [0, "created", { to: "PENDING" }],
    [1, "claimed", running("PREPARING", "PENDING")],
    [2, "status", { from: "RUNNING", to: "FAILED", reason: "NON_ZERO_EXIT" }],
    [100, "reopened", { from: "FAILED", to: "RETRY" }],
    [101, "claimed", running("PREPARING", "RETRY")],
    [105, "status", { from: "RUNNING", to: "DONE" }],
  );
  const spans = runSpans(recordOf(run, attemptOf(1), attemptOf(2)), events);
  expect(drawn(spans)).toEqual([
    "train experiment/retail-nightly 100..105",
    "  backoff 100..101",
    "  attempt 101..105",
    "    prepare 101..105",
  ]);
  expect(spans[0]?.links).toEqual([{ traceId: traceIdOf(run.id), spanId: spanIdOf(run.id, "run 0") }]);
  expect(spans[0]?.spanId).not.toBe(spanIdOf(run.id, "run 0"));
});

it("a rerun leads to the run that it repeats", () => {
  const [root] = runSpans(recordOf(runOf({ rerunOf: "earlier" })), []);
  expect(root?.links).toEqual([{ traceId: traceIdOf("earlier"), spanId: spanIdOf("earlier", "run 0") }]);
  expect(root?.attributes).toEqual({
    "mlx.run.id": "3f2a91bc-0000-4000-8000-000000000000",
    "mlx.run.task": "train",
    "mlx.run.trigger": "schedule",
    "mlx.run.actor": "schedule",
    "mlx.run.state": "DONE",
    "mlx.run.reason": "OK",
    "mlx.run.attempts": 1,
    "mlx.instance": "instance/retail",
    "mlx.recipe": "recipe/retail-gbm",
    "mlx.experiment": "experiment/retail-nightly",
    "mlx.rerun_of": "earlier",
  });
});
