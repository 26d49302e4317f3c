import type { NotificationEvent, RunEvent, Tick } from "@mlx/core";

/** What a line of a run's history is told of as. Reopening a run is no failure, and so is not told. */
export function nameRunEvent(
  { type, to }: RunEvent,
  model: string | undefined,
): readonly NotificationEvent[] {
  if (type !== "status") return [];
  switch (to) {
    case "DONE":
      return model === undefined ? ["run.succeeded"] : ["run.succeeded", "model.ready"];
    case "FAILED":
      return ["run.failed"];
    case "ABORTED":
      return ["run.aborted"];
    case "RETRY":
      return ["run.retrying"];
    default:
      return [];
  }
}

/**
 * What a tick is told of as. One that fired is told by its run; one that a later one stands for, or that a
 * change of the clocks took, went as it was asked for.
 */
export function nameTick({ outcome }: Tick): NotificationEvent | undefined {
  switch (outcome) {
    case "FAILED":
      return "schedule.failed";
    case "SKIPPED_DEADLINE":
    case "SKIPPED_CATCHUP":
    case "SKIPPED_LIMIT":
    case "SKIPPED_OVERLAP":
      return "schedule.skipped";
    default:
      return undefined;
  }
}
