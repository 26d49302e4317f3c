import { type Address, canonicalJson, type ResourceWrite, type ScheduleSpec } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { fromJson, toJson } from "../json-text.ts";
import type { Row } from "../tables.ts";
import { writeSchedules } from "./write-schedules.ts";

type ScheduleRow = Row<"schedules">;

/** The experiments that an apply wrote, by address, with their ids; and the ids of those that are gone. */
export interface WrittenResources {
  readonly ids: ReadonlyMap<Address, string>;
  readonly deleted: readonly string[];
}

/**
 * Schedules follow their experiments in the apply's own transaction. One that is new, fires at other times
 * than before, or was off before has its anchor at the apply; another change has it looked at anew.
 */
export async function followExperiments(
  queries: Queries,
  namespace: string,
  writes: readonly ResourceWrite[],
  { ids, deleted }: WrittenResources,
  at: string,
): Promise<void> {
  const gone = [...deleted];
  const known = await readSchedules(queries, namespace, [...ids.values()]);
  const rows: Omit<ScheduleRow, "seq">[] = [];
  for (const write of writes) {
    if (write.action !== "put" || write.resource.kind !== "experiment") continue;
    const { address, spec } = write.resource;
    const id = ids.get(address) ?? write.id;
    if (spec.schedule === undefined) gone.push(id);
    else
      rows.push(
        toRow(known.get(id), {
          ...{ namespace, id, experiment: address, at },
          ...{ spec: spec.schedule, enabled: spec.enabled },
        }),
      );
  }
  for (const some of chunks(gone)) {
    await queries
      .deleteFrom("schedules")
      .where("namespace", "=", namespace)
      .where("id", "in", some)
      .execute();
  }
  await writeSchedules(queries, rows);
}

interface Wanted {
  readonly namespace: string;
  readonly id: string;
  readonly experiment: Address<"experiment">;
  readonly spec: ScheduleSpec;
  readonly enabled: boolean;
  readonly at: string;
}

function toRow(before: ScheduleRow | undefined, wanted: Wanted): Omit<ScheduleRow, "seq"> {
  const { namespace, id, experiment, spec, enabled, at } = wanted;
  const anew = before === undefined || startsAnew(before, wanted);
  const paused = before?.paused ?? null;
  return {
    ...{ namespace, id, experiment, spec: toJson(spec), enabled: enabled ? 1 : 0, paused },
    anchor: anew ? at : before.anchor,
    last_evaluated: anew ? at : before.last_evaluated,
    wake_at: paused === null ? at : null,
  };
}

function startsAnew(before: ScheduleRow, { spec, enabled }: Wanted): boolean {
  const old = fromJson(before.spec);
  const wasOff = before.enabled === 0 || old.suspend;
  const isOff = !enabled || spec.suspend;
  return (wasOff && !isOff) || timesOf(old) !== timesOf(spec);
}

/** All that decides at which times a schedule fires, and since when. */
function timesOf({ cron, timezone, startTime, dst }: ScheduleSpec): string {
  return canonicalJson({ cron, timezone, startTime, dst });
}

async function readSchedules(
  queries: Queries,
  namespace: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ScheduleRow>> {
  const found = new Map<string, ScheduleRow>();
  for (const some of chunks(ids)) {
    const rows = await queries
      .selectFrom("schedules")
      .selectAll()
      .where("namespace", "=", namespace)
      .where("id", "in", some)
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
