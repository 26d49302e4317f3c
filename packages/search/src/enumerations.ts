import {
  type AbortReason,
  type DoneReason,
  type FailureReason,
  type ModelVersion,
  type PendingReason,
  type RunState,
  type RunTrigger,
  taskNames,
} from "@mlx/core";
import type { SearchSubject } from "./fields.ts";

const runStates = [
  "PENDING",
  "RUNNING",
  "RETRY",
  "DONE",
  "FAILED",
  "ABORTED",
] as const satisfies readonly RunState[];
const triggers = [
  "manual",
  "schedule",
  "backfill",
  "rerun",
  "apply",
  "policy",
  "api",
] as const satisfies readonly RunTrigger[];
const modelStatuses = ["READY", "ARCHIVED", "DELETED"] as const satisfies readonly ModelVersion["status"][];
const reasons = [
  ...["QUEUED", "WAITING_OVERLAP", "WAITING_SLOT", "WAITING_UPSTREAM"],
  ...["OK", "CACHED", "OK_WITH_WARNINGS"],
  ...["NON_ZERO_EXIT", "OOM_KILLED", "TIMED_OUT", "START_FAILED", "ENVIRONMENT_FAILED", "IMAGE_UNAVAILABLE"],
  ...["REGISTRY_UNAVAILABLE", "ENGINE_UNAVAILABLE", "INPUT_UNAVAILABLE", "OUTPUT_INVALID", "PUBLISH_FAILED"],
  ...["WORKER_LOST", "CONTAINER_LOST", "UPSTREAM_FAILED", "INTERNAL"],
  ...["CANCELLED", "REPLACED", "DELETED_RESOURCE"],
] as const satisfies readonly (PendingReason | DoneReason | FailureReason | AbortReason)[];

/** Attributes that can have only certain values. */
const enumerations: {
  readonly [subject in SearchSubject]: { readonly [attribute: string]: readonly string[] };
} = {
  runs: { state: runStates, reason: reasons, task: taskNames, trigger: triggers },
  models: { status: modelStatuses },
};

/** How MLflow calls the states of a run. */
const mlflowStates: { readonly [status: string]: RunState } = {
  FINISHED: "DONE",
  SCHEDULED: "PENDING",
  KILLED: "ABORTED",
};

/** The values that the attribute can have; absent where it can have any. */
export function valuesOf(of: SearchSubject, attribute: string): readonly string[] | undefined {
  return enumerations[of][attribute];
}

/** The value that is meant, whatever its case, or `undefined`. */
export function findValue(of: SearchSubject, attribute: string, text: string): string | undefined {
  const upper = text.toUpperCase();
  const mlflow = attribute === "state" ? mlflowStates[upper] : undefined;
  return mlflow ?? valuesOf(of, attribute)?.find((value) => value.toUpperCase() === upper);
}
