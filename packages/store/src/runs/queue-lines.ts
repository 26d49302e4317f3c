import type { SlotRequest } from "@mlx/core";
import { sql } from "kysely";
import type { Queries } from "../database.ts";
import { fromJson } from "../json-text.ts";
import type { Row } from "../tables.ts";

/** A run in the queue. */
export type QueuedRun = Pick<Row<"run_queue">, "run" | "place" | "rank" | "ready_at"> & {
  readonly request: SlotRequest;
};

/** The runs of one place in their order, read as far as they are looked at. */
export interface QueueLine {
  readonly place: string;
  /** The first that was not taken; `undefined` behind the last. */
  head(): Promise<QueuedRun | undefined>;
  /** The head is dealt with. */
  take(): void;
}

export function openLine(queries: Queries, namespace: string, place: string, pageSize: number): QueueLine {
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
    page = rows.map((row) => ({ ...row, request: fromJson(row.request) }));
    next = 0;
  };
  return {
    place,
    head: async () => {
      if (next >= page.length && !isWhole) await readOn();
      return page[next];
    },
    take: () => {
      next += 1;
    },
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
