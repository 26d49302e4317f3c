import { namesOf, type SlotRequest, type Slots } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { fromJson, fromOptionalJson, toJson } from "../json-text.ts";
import { rememberInsert } from "../remember-insert.ts";
import type { Row } from "../tables.ts";
import { expiry } from "./expiry.ts";
import { due, nameOfPlace, parkedPlaces, placeOf } from "./queue-place.ts";

type RunRow = Row<"runs">;

/** Whether a run in this state stands in the queue. */
export function isQueued({ state }: Pick<RunRow, "state">): boolean {
  return state === "PENDING" || state === "RETRY";
}

/** What the run holds while it is RUNNING: each counts as one of the slot `runs`. */
export function requestOf({ slots, limits }: Pick<RunRow, "slots" | "limits">): Required<SlotRequest> {
  return {
    slots: { ...(fromOptionalJson(slots) ?? {}), runs: 1 },
    limits: fromOptionalJson<Slots>(limits) ?? {},
  };
}

/** A run that enters the queue; one that was never claimed has to be within `queueSeconds` of its creation. */
export interface QueueEntry {
  readonly row: RunRow;
  readonly queueSeconds: number | undefined;
}

/** As its spec has it. */
export function toQueueEntry(row: RunRow): QueueEntry {
  return {
    row,
    queueSeconds:
      row.state === "PENDING" && row.epoch === 0 ? fromJson(row.spec).timeouts?.queueSeconds : undefined,
  };
}

/** Puts the runs, all PENDING or RETRY, into the queue, or where their new status has them in it. */
export async function enqueue(queries: Queries, entries: readonly QueueEntry[], at: string): Promise<void> {
  await insertQueueRows(
    queries,
    entries.map((entry) => toQueueRow(entry, at)),
  );
}

const insertQueueRows = rememberInsert((queries, rows: readonly Row<"run_queue">[]) =>
  queries
    .insertInto("run_queue")
    .values(rows)
    .onConflict((conflict) =>
      conflict.column("run").doUpdateSet(({ ref }) => ({
        place: ref("excluded.place"),
        ready_at: ref("excluded.ready_at"),
      })),
    ),
);

function toQueueRow({ row: run, queueSeconds }: QueueEntry, now: string): Row<"run_queue"> {
  const { state, reason } = run;
  const readyAt = (state === "RETRY" ? run.next_attempt_at : run.ready_at) ?? run.created_at;
  return {
    run: run.seq,
    namespace: run.namespace,
    place: placeOf({ state, reason, readyAt, now }),
    rank: -(run.priority ?? 0),
    ready_at: readyAt,
    deadline: queueSeconds === undefined ? null : expiry(run.created_at, queueSeconds),
    request: toJson(requestOf(run)),
  };
}

/** Takes the run out of the queue. Who waited behind it for the same is looked at again. */
export async function leaveQueue(
  queries: Queries,
  { seq, namespace }: Pick<RunRow, "seq" | "namespace">,
): Promise<void> {
  const row = await queries
    .deleteFrom("run_queue")
    .where("run", "=", seq)
    .returning(["place", "request"])
    .executeTakeFirst();
  if (row === undefined || nameOfPlace(row.place) === undefined) return;
  await wake(queries, namespace, namesOf(fromJson(row.request)));
}

/** Has the queue look at parked runs as at those whose turn has come, and at those that wait behind them. */
export async function unpark(
  queries: Queries,
  namespace: string,
  runs: readonly { readonly run: number; readonly request: SlotRequest }[],
): Promise<void> {
  for (const some of chunks(runs.map(({ run }) => run))) {
    await queries
      .updateTable("run_queue")
      .set({ place: due })
      .where("run", "in", some)
      .where("place", ">=", parkedPlaces.from)
      .where("place", "<", parkedPlaces.before)
      .execute();
    await queries.deleteFrom("run_keeps").where("run", "in", some).execute();
  }
  await wake(queries, namespace, [...new Set(runs.flatMap(({ request }) => namesOf(request)))]);
}

/** Where there may be less of the names, or of any, for the runs that keep their turn for it. */
export async function unparkKeepers(
  queries: Queries,
  namespace: string,
  names?: readonly string[],
): Promise<void> {
  let query = queries
    .selectFrom("run_keeps")
    .innerJoin("run_queue", "run_queue.run", "run_keeps.run")
    .select(["run_queue.run", "request"])
    .distinct()
    .where("run_keeps.namespace", "=", namespace);
  if (names !== undefined) query = query.where("name", "in", names);
  const rows = await query.execute();
  await unpark(
    queries,
    namespace,
    rows.map(({ run, request }) => ({ run, request: fromJson(request) })),
  );
}

/** Has the queue look again at those who wait for one of the names. */
export async function wake(queries: Queries, namespace: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const rows = names.map((name) => ({ namespace, name }));
  await queries
    .insertInto("slot_wakes")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What the runs, all RUNNING, hold from here on. */
export async function holdSlots(
  queries: Queries,
  runs: readonly Pick<RunRow, "seq" | "namespace" | "slots" | "limits">[],
  host: string,
): Promise<void> {
  const rows = runs.flatMap((run) => {
    const { slots, limits } = requestOf(run);
    const held = { ...slots, ...Object.fromEntries(Object.keys(limits).map((name) => [name, 1])) };
    return Object.entries(held).map(([name, amount]) => ({
      ...{ run: run.seq, namespace: run.namespace, name, host, amount },
    }));
  });
  await insertSlotRows(queries, rows);
}

const insertSlotRows = rememberInsert((queries, rows: readonly Row<"run_slots">[]) =>
  queries
    .insertInto("run_slots")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["run", "name"]).doUpdateSet(({ ref }) => ({ host: ref("excluded.host") })),
    ),
);

/** Gives back what the run holds. */
export async function freeSlots(
  queries: Queries,
  { seq, namespace }: Pick<RunRow, "seq" | "namespace">,
): Promise<void> {
  const freed = await queries.deleteFrom("run_slots").where("run", "=", seq).returning("name").execute();
  await wake(
    queries,
    namespace,
    freed.map(({ name }) => name),
  );
}
