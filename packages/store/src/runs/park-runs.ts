import type { RunStatus, Starts } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { rememberInsert } from "../remember-insert.ts";
import type { Row } from "../tables.ts";
import type { QueuedRun } from "./queue-lines.ts";
import { never, parkedOn } from "./queue-place.ts";
import { appendRunEvents, toChange } from "./run-events.ts";

/**
 * Moves the runs to where they wait. A PENDING one says so as its status; the event is of the first time
 * since it was queued, not of each new message. One in RETRY keeps its status.
 */
export async function parkRuns(
  queries: Queries,
  namespace: string,
  refused: Starts<QueuedRun>["refused"],
  { at, actor }: { readonly at: string; readonly actor: string },
): Promise<void> {
  const parked = refused.map(({ item, wait }) => ({
    ...{ run: item, wait, place: wait.never ? never : parkedOn(wait.on) },
  }));
  const moved = parked.filter(({ run, place }) => run.place !== place);
  for (const [place, some] of Map.groupBy(moved, (parking) => parking.place)) {
    for (const runs of chunks(some.map(({ run }) => run.run)))
      await queries.updateTable("run_queue").set({ place }).where("run", "in", runs).execute();
  }
  for (const runs of chunks(moved.flatMap(({ run }) => (run.waitsFor === undefined ? [] : [run.run]))))
    await queries.deleteFrom("run_keeps").where("run", "in", runs).execute();
  await insertKeeps(
    queries,
    moved.flatMap(({ run: { run }, wait }) =>
      Object.keys(wait.keeps).map((name) => ({ run, name, namespace })),
    ),
  );
  for (const [message, some] of Map.groupBy(parked, ({ wait }) => wait.message)) {
    const status: RunStatus = { state: "PENDING", reason: "WAITING_SLOT", message };
    for (const seqs of chunks(some.map(({ run }) => run.run))) {
      const waiting = await queries
        .updateTable("runs")
        .set({ reason: status.reason, message })
        .where("seq", "in", seqs)
        .where("state", "=", "PENDING")
        .where("reason", "=", "QUEUED")
        .returning("seq")
        .execute();
      const event = { at, actor, type: "status", from: "PENDING", ...toChange(status) } as const;
      await appendRunEvents(
        queries,
        waiting.map(({ seq }) => ({ run: { seq, namespace }, event })),
      );
      await queries
        .updateTable("runs")
        .set({ message })
        .where("seq", "in", seqs)
        .where("state", "=", "PENDING")
        .where("message", "is distinct from", message)
        .execute();
    }
  }
}

const insertKeeps = rememberInsert((queries, rows: readonly Row<"run_keeps">[]) =>
  queries.insertInto("run_keeps").values(rows),
);
