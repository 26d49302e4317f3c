/** Which lines of the queue are to be looked at. */
import { sql } from "kysely";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { due, later, nameOfPlace, never, parkedPlaces } from "./queue-place.ts";
import { unparkKeepers, wake } from "./queue-rows.ts";

/** Those that have become ready stand in the queue from here on. */
export async function bringForward(queries: Queries, namespace: string, at: string): Promise<void> {
  await queries
    .updateTable("run_queue")
    .set({ place: due })
    .where("namespace", "=", namespace)
    // Literal, as the index has it.
    .where(sql<boolean>`place = ${sql.lit(later)}`)
    .where("ready_at", "<=", at)
    .execute();
}

/** Where another capacity is offered than last time, everybody who waits is looked at again. */
export async function noticeOffer(queries: Queries, namespace: string, offered: string): Promise<void> {
  const last = await queries
    .selectFrom("queue_states")
    .select("offered")
    .where("namespace", "=", namespace)
    .executeTakeFirst();
  if (last?.offered === offered) return;
  await queries
    .insertInto("queue_states")
    .values({ namespace, offered })
    .onConflict((conflict) => conflict.column("namespace").doUpdateSet({ offered }))
    .execute();
  await unparkKeepers(queries, namespace);
  await queries
    .updateTable("run_queue")
    .set({ place: due })
    .where("namespace", "=", namespace)
    .where("place", "=", never)
    .execute();
  const places = await queries
    .selectFrom("run_queue")
    .select("place")
    .distinct()
    .where("namespace", "=", namespace)
    .where("place", ">=", parkedPlaces.from)
    .where("place", "<", parkedPlaces.before)
    .execute();
  await wake(
    queries,
    namespace,
    places.flatMap(({ place }) => nameOfPlace(place) ?? []),
  );
}

export async function readWakes(queries: Queries, namespace: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom("slot_wakes")
    .select("name")
    .where("namespace", "=", namespace)
    .execute();
  return rows.map(({ name }) => name);
}

/** From here on, these are woken, instead of those before. */
export async function writeWakes(
  queries: Queries,
  namespace: string,
  before: readonly string[],
  woken: ReadonlySet<string>,
): Promise<void> {
  for (const some of chunks(before.filter((name) => !woken.has(name)))) {
    await queries
      .deleteFrom("slot_wakes")
      .where("namespace", "=", namespace)
      .where("name", "in", some)
      .execute();
  }
  const known = new Set(before);
  await wake(
    queries,
    namespace,
    [...woken].filter((name) => !known.has(name)),
  );
}
