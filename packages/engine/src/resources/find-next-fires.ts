import {
  type Address,
  type Change,
  canonicalJson,
  type ExperimentSpec,
  isAddress,
  MlxError,
  type NextFires,
  type PlanBefore,
  type PlanHintOf,
  type Schedule,
  type ScheduleStore,
  timestamp,
} from "@mlx/core";
import { compileSchedule, nextFires, scheduleState } from "@mlx/schedule";

const shown = 3;

/**
 * When the experiments of a plan fire next, before it and after it, as far as that changes. A schedule
 * that is paused stays so.
 */
export async function findNextFires(
  changes: readonly Change[],
  before: ReadonlyMap<Address, PlanBefore>,
  { schedules, now }: { readonly schedules: Pick<ScheduleStore, "list">; readonly now: number },
): Promise<readonly PlanHintOf<"next-fires">[]> {
  const rescheduled = changes.flatMap((change) => {
    const { address } = change;
    if (!isAddress(address, "experiment")) return [];
    const [from, to] = [specBefore(change, before), specAfter(change)];
    return canonicalJson(timing(from)) === canonicalJson(timing(to)) ? [] : [{ change, address, from, to }];
  });
  const isKnown = rescheduled.some(({ from }) => from?.schedule !== undefined);
  const known = new Map<string, Schedule>(
    isKnown ? (await schedules.list()).map((schedule) => [schedule.experiment, schedule]) : [],
  );
  return rescheduled.flatMap(({ change, address, from, to }) => {
    const { paused } = known.get(change.action === "move" ? change.from : address) ?? {};
    const [old, fresh] = [describe(from, paused, now), describe(to, paused, now)];
    if (canonicalJson(old ?? null) === canonicalJson(fresh ?? null)) return [];
    return [
      {
        type: "next-fires" as const,
        experiment: address,
        ...(old === undefined ? {} : { before: old }),
        ...(fresh === undefined ? {} : { after: fresh }),
      },
    ];
  });
}

function specBefore(change: Change, before: ReadonlyMap<Address, PlanBefore>): ExperimentSpec | undefined {
  const resource = before.get(change.action === "move" ? change.from : change.address);
  return change.action !== "create" && resource?.kind === "experiment" ? resource.spec : undefined;
}

function specAfter(change: Change): ExperimentSpec | undefined {
  return change.action !== "delete" && change.after.kind === "experiment" ? change.after.spec : undefined;
}

/** All that decides when an experiment fires. */
function timing(spec: ExperimentSpec | undefined) {
  return spec?.schedule === undefined ? null : { schedule: spec.schedule, enabled: spec.enabled };
}

function describe(
  spec: ExperimentSpec | undefined,
  paused: Schedule["paused"],
  now: number,
): NextFires | undefined {
  if (spec?.schedule === undefined) return undefined;
  const { timezone } = spec.schedule;
  const schedule = {
    spec: spec.schedule,
    enabled: spec.enabled,
    ...(paused === undefined ? {} : { paused }),
  };
  try {
    const compiled = compileSchedule(spec.schedule);
    const fires = nextFires(schedule, compiled, now, shown).map(({ instant }) => timestamp(instant));
    if (fires.length > 0) return { timezone, fires };
    return { timezone, fires, because: reasonFor(scheduleState(schedule, now, compiled), schedule) };
  } catch (error) {
    // One that was applied on a machine that knew the zone.
    if (!(error instanceof MlxError)) throw error;
    return { timezone, fires: [], because: error.summary };
  }
}

function reasonFor(
  state: ReturnType<typeof scheduleState>,
  { spec, paused }: Pick<Schedule, "spec" | "paused">,
): string {
  const words = {
    ACTIVE: "there is no such time within 8 years",
    DISABLED: "the experiment is disabled",
    SUSPENDED: "it is suspended",
    PAUSED: `${paused?.actor} paused it`,
    COMPLETED: `it ended at ${spec.endTime}`,
  } as const;
  return words[state];
}
