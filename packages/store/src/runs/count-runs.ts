import type { Address, Run, RunStore } from "@mlx/core";
import type { Queries } from "../database.ts";
import { withoutNulls } from "../without-nulls.ts";
import { readHeldSlots } from "./held-slots.ts";
import { nameOfPlace, parkedPlaces } from "./queue-place.ts";
import { toStatus } from "./run-rows.ts";

type Result<Method extends keyof RunStore> = Awaited<ReturnType<RunStore[Method]>>;

export async function countRuns(queries: Queries, namespace: string): Promise<Result<"counts">> {
  const rows = await queries
    .selectFrom("runs")
    .select(["state", "reason", ({ fn }) => fn.countAll<number>().as("count")])
    .where("namespace", "=", namespace)
    .groupBy(["state", "reason"])
    .orderBy("state")
    .orderBy("reason")
    .execute();
  return rows.map(withoutNulls);
}

/** By name; those that nobody holds and nobody waits for are left out. */
export async function readSlotUsage(
  queries: Queries,
  namespace: string,
  host: string | undefined,
): Promise<Result<"slotUsage">> {
  const held = await readHeldSlots(queries, namespace, host);
  const parked = await queries
    .selectFrom("run_queue")
    .select(["place", ({ fn }) => fn.countAll<number>().as("waiting")])
    .where("namespace", "=", namespace)
    .where("place", ">=", parkedPlaces.from)
    .where("place", "<", parkedPlaces.before)
    .groupBy("place")
    .execute();
  const used = new Map(Object.entries(held));
  const waiting = new Map(parked.map((row) => [nameOfPlace(row.place) ?? "", row.waiting]));
  const names = [...new Set([...used.keys(), ...waiting.keys()])].sort();
  return names.map((name) => ({ name, used: used.get(name) ?? 0, waiting: waiting.get(name) ?? 0 }));
}

/** In seconds, newest first. */
export async function readDurations(
  queries: Queries,
  namespace: string,
  experiment: Address<"experiment">,
  limit: number,
): Promise<readonly number[]> {
  const rows = await queries
    .selectFrom("runs")
    .select(["started_at", "ended_at"])
    .where("namespace", "=", namespace)
    .where("experiment", "=", experiment)
    .where("state", "=", "DONE")
    .orderBy("created_at", "desc")
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows.flatMap(({ started_at: start, ended_at: end }) =>
    start === null || end === null ? [] : [(Date.parse(end) - Date.parse(start)) / 1000],
  );
}

export async function readScheduledRuns(
  queries: Queries,
  namespace: string,
  experiment: Address<"experiment">,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<readonly Pick<Run, "id" | "status" | "scheduledAt">[]> {
  const rows = await queries
    .selectFrom("runs")
    .select(["id", "state", "reason", "phase", "message", "next_attempt_at", "scheduled_at"])
    .where("namespace", "=", namespace)
    .where("experiment", "=", experiment)
    .where("scheduled_at", ">=", from)
    .where("scheduled_at", "<=", until)
    .orderBy("scheduled_at")
    .orderBy("seq")
    .execute();
  return rows.map((row) =>
    withoutNulls({ id: row.id, status: toStatus(row), scheduledAt: row.scheduled_at }),
  );
}
