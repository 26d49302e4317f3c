import { type EngineEvent, isTerminal, tickOutcomes } from "@mlx/core";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { runEnds } from "./run-ends.ts";
import { createRunTimes } from "./run-times.ts";

/** From a millisecond to a day: a schedule that catches up is late by hours. */
const waitBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400];
const workBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800];
const callBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30];

/** Counts what events tell. */
export function createMeters(
  registry: Registry,
  version: string,
): { readonly event: (event: EngineEvent) => void } {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram({ name, help, buckets, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers });

  const skew = histogram(
    "mlx_schedule_skew_seconds",
    "Creation of a scheduled run minus its nominal time.",
    waitBuckets,
  );
  const queueWait = histogram(
    "mlx_queue_wait_seconds",
    "From when a run could start until it was first claimed.",
    waitBuckets,
  );
  const launch = histogram(
    "mlx_launch_seconds",
    "Phases of a run until its program runs.",
    workBuckets,
    "phase",
  );
  const publish = histogram(
    "mlx_publish_seconds",
    "From a program's end until its outputs are there.",
    workBuckets,
  );
  const engineCalls = histogram(
    "mlx_docker_api_seconds",
    "Calls to the container engine until it answered.",
    callBuckets,
    "op",
  );
  const storeWait = histogram(
    "mlx_db_busy_seconds",
    "Waits for another process that wrote to the store.",
    callBuckets,
  );
  const runs = counter(
    "mlx_runs_total",
    "Runs that ended, and attempts that another follows (RETRY).",
    "state",
    "reason",
  );
  const ticks = counter("mlx_ticks_total", "Nominal times that were decided.", "outcome");
  const leases = counter("mlx_lease_expired_total", "Runs whose worker fell silent.");
  const reattached = counter("mlx_reattached_total", "Running programs that were adopted of another worker.");
  const truncated = counter("mlx_log_truncated_bytes_total", "Bytes left out of logs over their limit.");
  const deliveries = counter(
    "mlx_deliveries_total",
    "Attempts at a message to a webhook or address.",
    "result",
  );
  const jumps = counter("mlx_clock_jumps_total", "Jumps of the wall clock by more than five minutes.");
  const failures = counter("mlx_duty_failures_total", "Duties of the daemon that began to fail.", "duty");
  const failing = gauge("mlx_duty_failing", "1 while a duty of the daemon fails.", "duty");
  const state = gauge("mlx_daemon_state", "1 for the state that the daemon is in.", "state");
  gauge("mlx_info", "The version of mlx.", "version").set({ version }, 1);

  // A series that begins with its first event shows no increase by it: alerts would miss that one.
  for (const end of runEnds) runs.inc(end, 0);
  for (const outcome of tickOutcomes) ticks.inc({ outcome }, 0);
  for (const result of ["delivered", "retried", "failed"]) deliveries.inc({ result }, 0);

  const times = createRunTimes({
    queued: (seconds) => queueWait.observe(seconds),
    launched: (phase, seconds) => launch.observe({ phase }, seconds),
    published: (seconds) => publish.observe(seconds),
  });
  return {
    event: (event) => {
      switch (event.type) {
        case "run-created": {
          const { scheduledAt, trigger, createdAt } = event.run;
          if (trigger === "schedule" && scheduledAt !== undefined)
            skew.observe(Math.max(0, Date.parse(createdAt) - Date.parse(scheduledAt)) / 1000);
          return;
        }
        case "run-status": {
          times.status(event);
          const { status } = event;
          if (isTerminal(status.state) || status.state === "RETRY")
            runs.inc({ state: status.state, reason: "reason" in status ? status.reason : "" });
          return;
        }
        case "schedule-tick":
          ticks.inc({ outcome: event.tick.outcome }, event.tick.range?.count ?? 1);
          return;
        case "run-suspect":
          leases.inc();
          return;
        case "run-recovered":
          if (event.how === "adopted") reattached.inc();
          return;
        case "delivery": {
          const waits = event.delivery.state === "WAITING";
          const result = event.attempt.problem === undefined ? "delivered" : waits ? "retried" : "failed";
          deliveries.inc({ result });
          return;
        }
        case "engine-call":
          engineCalls.observe({ op: event.operation }, event.milliseconds / 1000);
          return;
        case "store-wait":
          storeWait.observe(event.milliseconds / 1000);
          return;
        case "log-truncated":
          truncated.inc(event.bytes);
          return;
        case "clock-jump":
          jumps.inc();
          return;
        case "duty-failed":
          failures.inc({ duty: event.duty });
          failing.set({ duty: event.duty }, 1);
          return;
        case "duty-restored":
          failing.set({ duty: event.duty }, 0);
          return;
        case "daemon-state":
          state.reset();
          state.set({ state: event.state }, 1);
          return;
      }
    },
  };
}
