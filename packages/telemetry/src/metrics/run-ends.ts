import type { AbortReason, DoneReason, FailureReason } from "@mlx/core";

const done: { readonly [reason in DoneReason]: true } = { OK: true, OK_WITH_WARNINGS: true, CACHED: true };
const failed: { readonly [reason in FailureReason]: true } = {
  NON_ZERO_EXIT: true,
  OOM_KILLED: true,
  TIMED_OUT: true,
  START_FAILED: true,
  ENVIRONMENT_FAILED: true,
  IMAGE_UNAVAILABLE: true,
  REGISTRY_UNAVAILABLE: true,
  ENGINE_UNAVAILABLE: true,
  INPUT_UNAVAILABLE: true,
  OUTPUT_INVALID: true,
  PUBLISH_FAILED: true,
  WORKER_LOST: true,
  CONTAINER_LOST: true,
  UPSTREAM_FAILED: true,
  INTERNAL: true,
};
const aborted: { readonly [reason in AbortReason]: true } = {
  CANCELLED: true,
  REPLACED: true,
  DELETED_RESOURCE: true,
};

/** Each way in which a run can end for good. */
export const runEnds: readonly { readonly state: string; readonly reason: string }[] = Object.entries({
  DONE: done,
  FAILED: failed,
  ABORTED: aborted,
}).flatMap(([state, reasons]) => Object.keys(reasons).map((reason) => ({ state, reason })));
