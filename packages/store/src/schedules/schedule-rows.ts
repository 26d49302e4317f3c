import type { Schedule, Tick } from "@mlx/core";
import { fromJson, fromOptionalJson } from "../json-text.ts";
import type { Row } from "../tables.ts";
import { withoutNulls } from "../without-nulls.ts";

export function toSchedule(row: Row<"schedules">): Schedule {
  return withoutNulls({
    id: row.id,
    experiment: row.experiment,
    spec: fromJson(row.spec),
    enabled: row.enabled === 1,
    anchor: row.anchor,
    lastEvaluated: row.last_evaluated,
    wakeAt: row.wake_at,
    paused: fromOptionalJson(row.paused),
  });
}

export function toTick(row: Row<"ticks">): Tick {
  const { range_until: until, range_count: count } = row;
  return withoutNulls({
    seq: row.seq,
    scheduleId: row.schedule,
    experiment: row.experiment,
    nominal: row.nominal,
    range: until === null || count === null ? null : { until, count },
    outcome: row.outcome,
    message: row.message,
    runId: row.run,
    evaluatedAt: row.evaluated_at,
  });
}
