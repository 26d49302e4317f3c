/** `{cron, startTime, endTime}`, and the language's schedule. */
import type { Json, JsonObject, ScheduleSpec } from "@mlx/core";
import { invalidValue } from "../errors.ts";
import { readFilledText, readOptionalObject } from "./read-fields.ts";

/** Times are of UTC. Whether they make sense is checked where the schedule is declared. Failures: 8541. */
export function readSchedule(value: Json | undefined, field: string): JsonObject | undefined {
  const written = readOptionalObject(value, field);
  if (Object.keys(written).length === 0) return undefined;
  const cron = readFilledText(written, "cron", `${field}.`);
  if (cron === undefined)
    throw invalidValue(
      `${field}.cron`,
      "it is missing",
      "Five fields say when runs start, such as 0 6 * * *.",
    );
  const startTime = readFilledText(written, "startTime", `${field}.`);
  const endTime = readFilledText(written, "endTime", `${field}.`);
  return {
    cron,
    timezone: "UTC",
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
  };
}

/**
 * What a client's schedule cannot say stays as it is: the zone of its times, how missed times and overlaps are treated,
 * and more expressions than the first, as long as that one is sent back.
 */
export function overSchedule(before: Json | undefined, said: JsonObject): JsonObject {
  const { startTime, endTime, cron, ...rest } = readOptionalObject(before, "schedule");
  const isSame = Array.isArray(cron) && cron[0] === said.cron;
  return { ...said, ...rest, ...(isSame ? { cron } : {}) };
}

/** The API has one expression; of several it tells the first. */
export function writeSchedule({ cron, startTime, endTime }: ScheduleSpec): JsonObject {
  return {
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
    cron: cron[0] ?? "",
  };
}

/** Milliseconds since 1970; a time without a zone is one of UTC. */
export function instantOf(time: string): number {
  return Date.parse(time.length > 10 && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(time) ? `${time}Z` : time);
}
