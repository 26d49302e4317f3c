import type { Address } from "./address.ts";
import type { EndpointRecord } from "./endpoint.ts";
import type { LogLine } from "./log.ts";
import type { MetricPoint } from "./metric.ts";
import type { Delivery, DeliveryAttempt } from "./notification.ts";
import type { AliasMove, Evaluation } from "./promotion.ts";
import type { TaskName } from "./resource.ts";
import type { Collected } from "./retention.ts";
import type { Attempt, Run, RunOutput, RunStatus } from "./run.ts";
import type { Tick } from "./schedule.ts";

/**
 * What the engine says while it works; everything shown is a reader of these. Those that change
 * the store are also appended to it, in the transaction of the change.
 */
export type EngineEvent =
  | DaemonEvent
  | MeasureEvent
  | {
      readonly type: "apply-progress";
      readonly step: "prepare" | "commit";
      readonly done: number;
      readonly total: number;
      readonly detail?: string;
    }
  | { readonly type: "run-status"; readonly at: number; readonly run: Run; readonly status: RunStatus }
  | { readonly type: "attempt-started"; readonly at: number; readonly attempt: Attempt }
  | { readonly type: "run-progress"; readonly at: number; readonly runId: string; readonly message: string }
  | { readonly type: "run-log"; readonly runId: string; readonly line: LogLine }
  | { readonly type: "run-metric"; readonly runId: string; readonly point: ToldPoint }
  | { readonly type: "run-warning"; readonly at: number; readonly runId: string; readonly message: string }
  /** A step of a chain begins, or is skipped: `skipped` says why. */
  | {
      readonly type: "run-step";
      readonly at: number;
      readonly runId: string;
      readonly task: TaskName;
      readonly index: number;
      readonly steps: number;
      readonly skipped?: string;
    }
  | { readonly type: "model-judged"; readonly at: number; readonly evaluation: Evaluation }
  | { readonly type: "alias-moved"; readonly at: number; readonly move: AliasMove }
  | { readonly type: "model-published"; readonly at: number; readonly runId: string; readonly model: string }
  | {
      readonly type: "output-published";
      readonly at: number;
      readonly runId: string;
      readonly output: RunOutput;
    }
  /** The next command tries again. */
  | { readonly type: "run-not-recovered"; readonly at: number; readonly run: Run; readonly message: string }
  | { readonly type: "run-recovered"; readonly at: number; readonly run: Run; readonly how: Recovery };

/** What `mlx up` says beside what it says of runs. */
export type DaemonEvent =
  | {
      readonly type: "daemon-state";
      readonly at: number;
      readonly state: DaemonState;
      readonly running: number;
    }
  /** The wall clock moved by so much more (or less) than time has passed. */
  | { readonly type: "clock-jump"; readonly at: number; readonly milliseconds: number }
  /** Their times are decided up to an instant far ahead of the clock: nothing of them fires before. */
  | {
      readonly type: "schedules-ahead";
      readonly at: number;
      readonly schedules: readonly { readonly experiment: Address<"experiment">; readonly until: string }[];
    }
  | { readonly type: "schedule-tick"; readonly at: number; readonly tick: Tick }
  /** `before`: how it stood when this daemon last told of it. */
  | {
      readonly type: "endpoint";
      readonly at: number;
      readonly endpoint: EndpointRecord;
      readonly before?: EndpointRecord;
    }
  | { readonly type: "run-created"; readonly at: number; readonly run: Run }
  /** Its worker is silent. */
  | { readonly type: "run-suspect"; readonly at: number; readonly run: Run }
  | {
      readonly type: "delivery";
      readonly at: number;
      readonly delivery: Delivery;
      readonly attempt: DeliveryAttempt;
    }
  | { readonly type: "collected"; readonly at: number; readonly collected: Collected }
  /** One of its duties failed and is tried again; `duty` e.g. `scheduler`. */
  | { readonly type: "duty-failed"; readonly at: number; readonly duty: string; readonly message: string }
  | { readonly type: "duty-restored"; readonly at: number; readonly duty: string };

/** What mlx's own work costs: for metrics; no view shows them. */
export type MeasureEvent =
  /** A call to the container engine was answered; `operation` e.g. `containers.create`. */
  | {
      readonly type: "engine-call";
      readonly at: number;
      readonly operation: string;
      readonly milliseconds: number;
    }
  /** Another process wrote to the store, and this one waited for so long. */
  | { readonly type: "store-wait"; readonly at: number; readonly milliseconds: number }
  /** A log grew over its limit: so much of its middle was left out. */
  | { readonly type: "log-truncated"; readonly at: number; readonly runId: string; readonly bytes: number };

/** `draining`: nothing new starts, what runs is awaited. `stopping`: what runs is left to the next daemon. */
export type DaemonState = "starting" | "up" | "draining" | "stopping" | "down";

/** What was done with a run whose worker was gone. */
export type Recovery =
  /** Its program still runs; this process watches it from here on. */
  | "adopted"
  /** Its program had ended; the result was taken from what is on disk. */
  | "finalised"
  /** Its worker died before the program was started; it is queued again. */
  | "requeued"
  /** Its attempt had failed and another follows; a background worker makes it when it is due. */
  | "retried";

export type EventSink = (event: EngineEvent) => void;

/** A point of a metric; who only watches a run does not know the step of each. */
export type ToldPoint = Omit<MetricPoint, "step"> & Partial<Pick<MetricPoint, "step">>;
