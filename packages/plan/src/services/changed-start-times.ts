import type { Address, Change, PlanBefore, PlanBlock } from "@mlx/core";

/** Schedules of services whose startTime would change: a time that was announced stays. */
export function changedStartTimes(
  changes: readonly Change[],
  before: ReadonlyMap<Address, PlanBefore>,
): readonly PlanBlock[] {
  return changes.flatMap((change): readonly PlanBlock[] => {
    if (change.action === "create" || change.action === "delete") return [];
    const { after } = change;
    const old = before.get(change.action === "move" ? change.from : change.address);
    if (after.kind !== "experiment" || old?.kind !== "experiment") return [];
    const [was, is] = [old.spec.schedule, after.spec.schedule];
    const { service } = after.spec;
    if (service === undefined || old.spec.service === undefined || was === undefined || is === undefined)
      return [];
    if (was.startTime === is.startTime) return [];
    const [from, to] = [was, is].map(({ startTime }) => startTime ?? "none");
    const section = after.spec.task === "train" ? "training" : "scoring";
    return [
      {
        type: "start-time",
        addresses: [service, after.address],
        message: `the startTime of the ${section} schedule of ${service} would change: ${from} → ${to}; publish the service under another name, or remove the schedule, apply, and add it again`,
      },
    ];
  });
}
