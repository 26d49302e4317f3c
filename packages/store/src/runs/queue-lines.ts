import { namesOf, type QueueItem, type QueueLine } from "@mlx/core";
import { sql } from "kysely";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { fromJson } from "../json-text.ts";
import type { Row } from "../tables.ts";
import { nameOfPlace } from "./queue-place.ts";

type QueueRow = Pick<Row<"run_queue">, "run" | "place" | "rank" | "ready_at" | "request">;

/** A run in the queue. */
export interface QueuedRun extends Omit<QueueRow, "request">, QueueItem {}

/** Runs of the queue in their order, read as far as they are looked at. */
export interface RunLine extends QueueLine {
  /** The first that was not taken; `undefined` behind the last. */
  head(): Promise<QueuedRun | undefined>;
  /** Those that were read and not taken. */
  known(): readonly QueuedRun[];
}

function toQueuedRun(row: QueueRow): QueuedRun {
  return { ...row, order: row.run, request: fromJson(row.request), waitsFor: nameOfPlace(row.place) };
}

/** The runs of one place. */
export function openLine(queries: Queries, namespace: string, place: string, pageSize: number): RunLine {
  let page: readonly QueuedRun[] = [];
  let next = 0;
  let size = pageSize;
  let isWhole = false;
  const readOn = async () => {
    const last = page.at(-1);
    let query = queries
      .selectFrom("run_queue")
      .select(["run", "place", "rank", "ready_at", "request"])
      .where("namespace", "=", namespace)
      .where("place", "=", place);
    if (last !== undefined)
      query = query.where(
        sql<boolean>`(rank, ready_at, run) > (${last.rank}, ${last.ready_at}, ${last.run})`,
      );
    const rows = await query.orderBy("rank").orderBy("ready_at").orderBy("run").limit(size).execute();
    isWhole = rows.length < size;
    size = Math.min(size * 2, 500);
    page = rows.map(toQueuedRun);
    next = 0;
  };
  return {
    head: async () => {
      if (next >= page.length && !isWhole) await readOn();
      return page[next];
    },
    take: () => {
      next += 1;
    },
    known: () => page.slice(next),
  };
}

/**
 * The runs that keep their turn for a name. There are no more than fit into it at once. Those of all that
 * the runs of `ahead` want are read together.
 */
export function openKeepers(
  queries: Queries,
  namespace: string,
  ahead: () => readonly QueuedRun[],
): (name: string) => RunLine {
  const keepers = new Map<string, QueuedRun[]>();
  const read = async (wanted: string) => {
    const names = [wanted, ...new Set(ahead().flatMap(({ request }) => namesOf(request)))];
    for (const some of chunks(names.filter((name) => !keepers.has(name)))) {
      const rows = await queries
        .selectFrom("run_keeps")
        .innerJoin("run_queue", "run_queue.run", "run_keeps.run")
        .select(["name", "run_queue.run", "place", "rank", "ready_at", "request"])
        .where("run_keeps.namespace", "=", namespace)
        .where("name", "in", some)
        .execute();
      for (const name of some) keepers.set(name, []);
      for (const { name, ...row } of rows) keepers.get(name)?.push(toQueuedRun(row));
      for (const name of some) keepers.get(name)?.sort(compareQueued);
    }
    return keepers.get(wanted) ?? [];
  };
  return (name) => {
    let next = 0;
    return {
      head: async () => (keepers.get(name) ?? (await read(name)))[next],
      take: () => {
        next += 1;
      },
      known: () => (keepers.get(name) ?? []).slice(next),
    };
  };
}

/** Below 0: `a` comes first. */
export function compareQueued(
  a: Pick<QueuedRun, "rank" | "ready_at" | "run">,
  b: Pick<QueuedRun, "rank" | "ready_at" | "run">,
): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.ready_at !== b.ready_at) return a.ready_at < b.ready_at ? -1 : 1;
  return a.run - b.run;
}
