import {
  type Delivery,
  type EngineEvent,
  formatAddress,
  MlxError,
  type Run,
  type RunStatus,
  type Tick,
  tickOutcomes,
} from "@mlx/core";
import { createFakeClock } from "@mlx/core/testing";
import { expect, it } from "vitest";
import { createTelemetry, type TelemetryReads } from "../src/index.ts";
import { at, begin, readsOf, runOf } from "./values.ts";

const start = (over: Partial<TelemetryReads> = {}) => {
  const clock = createFakeClock(begin);
  const telemetry = createTelemetry({
    reads: readsOf(over),
    env: {},
    version: "1.2.3",
    clock,
    identity: { id: "w1", host: "here", pid: 7 },
    namespace: "retail",
  });
  /** The samples whose name begins so, without buckets. */
  const samples = async (prefix: string) =>
    (await telemetry.metrics())
      .split("\n")
      .filter((line) => line.startsWith(prefix) && !line.includes("_bucket"));
  /** Those of a counter that have counted something. */
  const counted = async (prefix: string) => (await samples(prefix)).filter((line) => !line.endsWith(" 0"));
  return { clock, telemetry, samples, counted };
};

const status = (seconds: number, change: RunStatus, over: Partial<Run> = {}): EngineEvent => ({
  type: "run-status",
  at: begin + seconds * 1000,
  run: runOf({ status: change, ...over }),
  status: change,
});
const running = (phase: "PREPARING" | "PULLING" | "STARTING" | "EXECUTING" | "PUBLISHING"): RunStatus => ({
  state: "RUNNING",
  phase,
});

it("the parts of a run, each once", async () => {
  const { telemetry, samples, counted } = start();
  const run = runOf({ scheduledAt: at(-2), createdAt: at(-1.5), readyAt: at(0) });
  telemetry.event({ type: "run-created", at: begin, run });
  const changes: readonly (readonly [number, RunStatus])[] = [
    [3, running("PREPARING")],
    [5, running("PULLING")],
    [9, running("STARTING")],
    [9.5, running("EXECUTING")],
    [9.6, running("EXECUTING")],
    [60, running("PUBLISHING")],
    [62, { state: "DONE", reason: "OK" }],
  ];
  for (const [seconds, change] of changes) telemetry.event(status(seconds, change, { readyAt: at(0) }));
  expect(await samples("mlx_schedule_skew_seconds")).toEqual([
    "mlx_schedule_skew_seconds_sum 0.5",
    "mlx_schedule_skew_seconds_count 1",
  ]);
  expect(await samples("mlx_queue_wait_seconds")).toEqual([
    "mlx_queue_wait_seconds_sum 3",
    "mlx_queue_wait_seconds_count 1",
  ]);
  expect(await samples("mlx_launch_seconds_sum")).toEqual([
    'mlx_launch_seconds_sum{phase="PREPARING"} 2',
    'mlx_launch_seconds_sum{phase="PULLING"} 4',
    'mlx_launch_seconds_sum{phase="STARTING"} 0.5',
  ]);
  expect(await samples("mlx_publish_seconds")).toEqual([
    "mlx_publish_seconds_sum 2",
    "mlx_publish_seconds_count 1",
  ]);
  expect(await counted("mlx_runs_total")).toEqual(['mlx_runs_total{state="DONE",reason="OK"} 1']);
});

it("a run that was adopted has not waited, and one that fails while it is prepared was not launched", async () => {
  const { telemetry, samples, counted } = start();
  telemetry.event(status(50, running("EXECUTING"), { epoch: 2 }));
  telemetry.event(status(60, { state: "FAILED", reason: "WORKER_LOST", message: "gone" }, { epoch: 2 }));
  telemetry.event(status(1, running("PREPARING"), { id: "second", epoch: 3 }));
  telemetry.event(
    status(
      2,
      { state: "RETRY", reason: "IMAGE_UNAVAILABLE", message: "no", nextAttemptAt: at(9) },
      { id: "second" },
    ),
  );
  expect(await samples("mlx_queue_wait_seconds_count")).toEqual(["mlx_queue_wait_seconds_count 0"]);
  expect(await samples("mlx_launch_seconds")).toEqual([]);
  expect(await counted("mlx_runs_total")).toEqual([
    'mlx_runs_total{state="FAILED",reason="WORKER_LOST"} 1',
    'mlx_runs_total{state="RETRY",reason="IMAGE_UNAVAILABLE"} 1',
  ]);
});

it("counters that alerts look at are there from the start, and are few", async () => {
  const { samples } = start();
  expect(await samples("mlx_ticks_total")).toEqual(
    tickOutcomes.map((outcome) => `mlx_ticks_total{outcome="${outcome}"} 0`),
  );
  expect(await samples("mlx_deliveries_total")).toEqual(
    ["delivered", "retried", "failed"].map((result) => `mlx_deliveries_total{result="${result}"} 0`),
  );
  const runs = await samples("mlx_runs_total");
  expect(runs).toHaveLength(21);
  for (const end of ['"DONE",reason="OK"', '"FAILED",reason="NON_ZERO_EXIT"', '"ABORTED",reason="CANCELLED"'])
    expect(runs).toContain(`mlx_runs_total{state=${end}} 0`);
});

it("backfills and manual runs have no skew", async () => {
  const { telemetry, samples } = start();
  for (const trigger of ["backfill", "manual", "rerun"] as const)
    telemetry.event({ type: "run-created", at: begin, run: runOf({ trigger, scheduledAt: at(-9e6) }) });
  expect(await samples("mlx_schedule_skew_seconds_count")).toEqual(["mlx_schedule_skew_seconds_count 0"]);
});

it("ticks, leases, adoptions, deliveries, duties, jumps, and what mlx itself costs", async () => {
  const { telemetry, samples } = start();
  const tick: Tick = {
    seq: 1,
    scheduleId: "s",
    experiment: formatAddress({ kind: "experiment", name: "x" }),
    nominal: at(0),
    outcome: "FIRED",
    evaluatedAt: at(0),
  };
  const delivered = (state: Delivery["state"], problem?: string): EngineEvent => ({
    type: "delivery",
    at: begin,
    delivery: {
      id: "d",
      event: "run.failed",
      target: "webhook/ops",
      subject: "run/x",
      payload: {},
      state,
      createdAt: at(0),
      attempts: [],
    },
    attempt: { at: at(0), milliseconds: 3, ...(problem === undefined ? {} : { problem }) },
  });
  const events: readonly EngineEvent[] = [
    { type: "schedule-tick", at: begin, tick },
    {
      type: "schedule-tick",
      at: begin,
      tick: { ...tick, outcome: "COALESCED", range: { until: at(60), count: 111 } },
    },
    { type: "run-suspect", at: begin, run: runOf() },
    { type: "run-recovered", at: begin, run: runOf(), how: "adopted" },
    { type: "run-recovered", at: begin, run: runOf(), how: "requeued" },
    delivered("DELIVERED"),
    delivered("WAITING", "500"),
    delivered("FAILED", "410"),
    { type: "duty-failed", at: begin, duty: "scheduler", message: "busy" },
    { type: "duty-failed", at: begin, duty: "outbox", message: "busy" },
    { type: "duty-restored", at: begin, duty: "outbox" },
    { type: "clock-jump", at: begin, milliseconds: 9e6 },
    { type: "engine-call", at: begin, operation: "containers.create", milliseconds: 20 },
    { type: "store-wait", at: begin, milliseconds: 250 },
    { type: "log-truncated", at: begin, runId: "r", bytes: 1000 },
    { type: "daemon-state", at: begin, state: "starting", running: 0 },
    { type: "daemon-state", at: begin, state: "up", running: 0 },
  ];
  for (const event of events) telemetry.event(event);
  expect((await samples("mlx_")).filter((line) => !/ 0$/.test(line))).toEqual([
    'mlx_docker_api_seconds_sum{op="containers.create"} 0.02',
    'mlx_docker_api_seconds_count{op="containers.create"} 1',
    "mlx_db_busy_seconds_sum 0.25",
    "mlx_db_busy_seconds_count 1",
    'mlx_ticks_total{outcome="FIRED"} 1',
    'mlx_ticks_total{outcome="COALESCED"} 111',
    "mlx_lease_expired_total 1",
    "mlx_reattached_total 1",
    "mlx_log_truncated_bytes_total 1000",
    'mlx_deliveries_total{result="delivered"} 1',
    'mlx_deliveries_total{result="retried"} 1',
    'mlx_deliveries_total{result="failed"} 1',
    "mlx_clock_jumps_total 1",
    'mlx_duty_failures_total{duty="scheduler"} 1',
    'mlx_duty_failures_total{duty="outbox"} 1',
    'mlx_duty_failing{duty="scheduler"} 1',
    'mlx_daemon_state{state="up"} 1',
    'mlx_info{version="1.2.3"} 1',
    "mlx_store_readable 1",
  ]);
});

it("what stands in the store is read at each look, the schedules once a minute", async () => {
  let schedules = 0;
  let isBusy = false;
  const { clock, samples } = start({
    runCounts: async () => {
      if (isBusy) throw new MlxError({ code: "MLX5003", summary: "busy" });
      return [
        { state: "PENDING", reason: "WAITING_SLOT", count: 4 },
        { state: "RUNNING", count: 2 },
      ];
    },
    slotUsage: async () => [
      { name: "licence", used: 2, waiting: 4 },
      { name: "backfill/0d8c6c0a-6a42-4f0c-8d55-2f1c8f6f2b11", used: 1, waiting: 9 },
      { name: "backfill/7e0f0d52-6a42-4f0c-8d55-2f1c8f6f2b11", used: 2, waiting: 5 },
    ],
    capacity: () => ({ licence: 2, cpus: 8 }),
    endpoints: async () => [],
    serviceLoads: () => [],
    scheduleCounts: async () => {
      schedules += 1;
      return { ACTIVE: 10 + schedules, PAUSED: 1 };
    },
  });
  const seen = async () => [
    ...(await samples("mlx_runs{")),
    ...(await samples("mlx_slots{")),
    ...(await samples("mlx_schedules{")),
    ...(await samples("mlx_store_readable")),
  ];
  const first = [
    'mlx_runs{state="PENDING",reason="WAITING_SLOT"} 4',
    'mlx_runs{state="RUNNING",reason=""} 2',
    'mlx_slots{slot="licence",kind="capacity"} 2',
    'mlx_slots{slot="licence",kind="used"} 2',
    'mlx_slots{slot="licence",kind="waiting"} 4',
    'mlx_slots{slot="cpus",kind="capacity"} 8',
    'mlx_slots{slot="cpus",kind="used"} 0',
    'mlx_slots{slot="cpus",kind="waiting"} 0',
    'mlx_slots{slot="backfill",kind="used"} 3',
    'mlx_slots{slot="backfill",kind="waiting"} 14',
    'mlx_schedules{state="ACTIVE"} 11',
    'mlx_schedules{state="PAUSED"} 1',
    "mlx_store_readable 1",
  ];
  expect(await seen()).toEqual(first);
  clock.advance(59_000);
  expect(await seen()).toEqual(first);
  clock.advance(1000);
  expect(await samples("mlx_schedules{")).toEqual([
    'mlx_schedules{state="ACTIVE"} 12',
    'mlx_schedules{state="PAUSED"} 1',
  ]);
  isBusy = true;
  expect(await seen()).toEqual(["mlx_store_readable 0"]);
  expect(await samples("process_resident_memory_bytes")).toHaveLength(1);
});
