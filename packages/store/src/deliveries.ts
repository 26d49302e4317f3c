import { isDeepStrictEqual } from "node:util";
import type { Delivery, DeliveryCursor, DeliveryStore, NewDelivery } from "@mlx/core";
import { sql } from "kysely";
import { chunks } from "./chunks.ts";
import type { Database, Queries } from "./database.ts";
import { noSuchDelivery } from "./errors.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { Row } from "./tables.ts";
import { withoutNulls } from "./without-nulls.ts";

type DeliveryRow = Row<"deliveries">;

/** The outbox of a namespace. */
export function createDeliveryStore({ namespace, read, write }: Database): DeliveryStore {
  const find = (queries: Queries, id: string) =>
    select(queries, namespace).where("id", "=", id).executeTakeFirst();
  const change = (id: string, changes: (row: DeliveryRow) => Partial<Changes>) =>
    write(async (queries) => {
      const row = await find(queries, id);
      if (row === undefined) throw noSuchDelivery(id);
      const changed = { ...row, ...changes(row) };
      const { state, next_attempt_at, ended_at, attempts } = changed;
      await queries
        .updateTable("deliveries")
        .set({ state, next_attempt_at, ended_at, attempts })
        .where("seq", "=", row.seq)
        .execute();
      return toDelivery(changed);
    });
  return {
    cursor: async () =>
      (await read((queries) => findCursor(queries, namespace))) ??
      (await write((queries) => readCursor(queries, namespace))),
    enqueue: (from, to, deliveries) =>
      write(async (queries) => {
        const cursor = await readCursor(queries, namespace);
        if (!isDeepStrictEqual(cursor, from)) return false;
        await writeCursor(queries, namespace, to);
        await insertDeliveries(queries, namespace, deliveries);
        return true;
      }),
    claim: (at, limit, hiddenUntil) =>
      write((queries) => claimDeliveries(queries, namespace, { at, limit, hiddenUntil })),
    giveBack: async (claimed) => {
      if (claimed.length > 0) await write((queries) => giveBackDeliveries(queries, namespace, claimed));
    },
    settle: async (id, attempt, next) => {
      await change(id, (row) => ({
        attempts: toJson([...fromJson(row.attempts), attempt]),
        ...(next.state === "WAITING"
          ? { state: next.state, next_attempt_at: next.at, ended_at: null }
          : { state: next.state, next_attempt_at: null, ended_at: attempt.at }),
      }));
    },
    get: (id) =>
      read(async (queries) => {
        const row = await find(queries, id);
        return row === undefined ? undefined : toDelivery(row);
      }),
    list: ({ states, target }, { limit }) =>
      read(async (queries) => {
        let query = select(queries, namespace);
        if (states !== undefined) query = query.where("state", "in", states);
        if (target !== undefined) query = query.where("target", "=", target);
        return (await query.orderBy("seq", "desc").limit(limit).execute()).map(toDelivery);
      }),
    resend: (id, at) =>
      change(id, ({ next_attempt_at: next }) => ({
        state: "WAITING",
        next_attempt_at: next !== null && next < at ? next : at,
        ended_at: null,
      })),
    remove: (endedBefore) =>
      write(async (queries) => {
        const { numDeletedRows } = await queries
          .deleteFrom("deliveries")
          .where("namespace", "=", namespace)
          .where("ended_at", "<", endedBefore)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}

type Changes = Pick<DeliveryRow, "state" | "next_attempt_at" | "ended_at" | "attempts">;

function select(queries: Queries, namespace: string) {
  return queries.selectFrom("deliveries").selectAll().where("namespace", "=", namespace);
}

async function findCursor(queries: Queries, namespace: string): Promise<DeliveryCursor | undefined> {
  const row = await queries
    .selectFrom("delivery_cursors")
    .selectAll()
    .where("namespace", "=", namespace)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { runEvent: row.run_event, tick: row.tick, aliasMove: row.alias_move, evaluation: row.evaluation };
}

/** Where there is none, nothing was ever told, and nothing of what has been is: it begins at the end. */
async function readCursor(queries: Queries, namespace: string): Promise<DeliveryCursor> {
  const known = await findCursor(queries, namespace);
  if (known !== undefined) return known;
  const end = {
    runEvent: await lastOf(queries, "run_events", namespace),
    tick: await lastOf(queries, "ticks", namespace),
    aliasMove: await lastOf(queries, "alias_moves", namespace),
    evaluation: await lastOf(queries, "evaluations", namespace),
  };
  await writeCursor(queries, namespace, end);
  return end;
}

async function lastOf(
  queries: Queries,
  table: "run_events" | "ticks" | "alias_moves" | "evaluations",
  namespace: string,
): Promise<number> {
  const { last } = await queries
    .selectFrom(table)
    .select(({ fn }) => fn.max<number | null>("seq").as("last"))
    .where("namespace", "=", namespace)
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

async function writeCursor(
  queries: Queries,
  namespace: string,
  { runEvent, tick, aliasMove, evaluation }: DeliveryCursor,
): Promise<void> {
  const to = { run_event: runEvent, tick, alias_move: aliasMove, evaluation };
  await queries
    .insertInto("delivery_cursors")
    .values({ namespace, ...to })
    .onConflict((conflict) => conflict.column("namespace").doUpdateSet(to))
    .execute();
}

async function insertDeliveries(
  queries: Queries,
  namespace: string,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  for (const some of chunks(deliveries)) {
    const rows = some.map(({ id, key, event, target, subject, payload, createdAt }) => ({
      ...{ namespace, id, key, event, target, subject, payload: toJson(payload) },
      ...({ state: "WAITING", created_at: createdAt, next_attempt_at: createdAt, ended_at: null } as const),
      attempts: toJson([]),
    }));
    await queries
      .insertInto("deliveries")
      .values(rows)
      .onConflict((conflict) => conflict.columns(["namespace", "key"]).doNothing())
      .execute();
  }
}

async function claimDeliveries(
  queries: Queries,
  namespace: string,
  { at, limit, hiddenUntil }: { readonly at: string; readonly limit: number; readonly hiddenUntil: string },
): Promise<readonly Delivery[]> {
  const rows = await select(queries, namespace)
    // Literal, as the index has it.
    .where(sql<boolean>`state = 'WAITING'`)
    .where("next_attempt_at", "<=", at)
    .orderBy("next_attempt_at")
    .orderBy("seq")
    .limit(limit)
    .execute();
  for (const some of chunks(rows.map(({ seq }) => seq))) {
    await queries
      .updateTable("deliveries")
      .set({ next_attempt_at: hiddenUntil })
      .where("seq", "in", some)
      .execute();
  }
  return rows.map((row) => toDelivery({ ...row, next_attempt_at: hiddenUntil }));
}

async function giveBackDeliveries(
  queries: Queries,
  namespace: string,
  claimed: Parameters<DeliveryStore["giveBack"]>[0],
): Promise<void> {
  for (const { delivery, at } of claimed) {
    if (delivery.nextAttemptAt === undefined) continue;
    await queries
      .updateTable("deliveries")
      .set({ next_attempt_at: at })
      .where("namespace", "=", namespace)
      .where("id", "=", delivery.id)
      .where("state", "=", "WAITING")
      // What the claim wrote: whoever changed it since has decided otherwise.
      .where("next_attempt_at", "=", delivery.nextAttemptAt)
      .execute();
  }
}

function toDelivery(row: DeliveryRow): Delivery {
  return withoutNulls({
    id: row.id,
    event: row.event,
    target: row.target,
    subject: row.subject,
    payload: fromJson(row.payload),
    state: row.state,
    createdAt: row.created_at,
    nextAttemptAt: row.next_attempt_at,
    attempts: fromJson(row.attempts),
  });
}
