import { assertNever, type Run } from "@mlx/core";

/** Why a run was stopped, as its message. */
export function stopMessage({ reason, actor }: NonNullable<Run["stop"]>): string {
  switch (reason) {
    case "CANCELLED":
      return `stopped by ${actor}`;
    case "REPLACED":
      return "stopped for a newer run of its schedule (concurrency: replace)";
    case "DELETED_RESOURCE":
      return `stopped by ${actor}, who deleted what it runs`;
    default:
      return assertNever(reason);
  }
}
