import {
  canonicalJson,
  createSlotLedger,
  machineSlots,
  type RunClaim,
  type SlotLedger,
  type Slots,
} from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { claimEvent, leaseOf } from "./claim-run.ts";
import { type Parking, parkRuns } from "./park-runs.ts";
import { compareQueued, openLine, type QueuedRun, type QueueLine } from "./queue-lines.ts";
import { due, nameOfPlace, never, parkedOn } from "./queue-place.ts";
import { holdSlots } from "./queue-rows.ts";
import { bringForward, noticeOffer, readWakes, settleWakes } from "./queue-wakes.ts";
import { appendRunEvents } from "./run-events.ts";
import { statusColumns } from "./run-rows.ts";

type NextClaim = RunClaim & { readonly capacity: Slots; readonly limit: number };

/** So many runs are looked at in one transaction; the rest keeps its turn. */
const looksPerClaim = 1000;

/**
 * Claims the next runs of the queue. What is looked at, in the common order: the runs whose turn has come,
 * and those that are parked at names of which something was given back. A line of parked runs is left at the
 * first that still waits for its name, as those behind it would overtake it.
 */
export async function claimNext(
  queries: Queries,
  namespace: string,
  claim: NextClaim,
): Promise<readonly Row<"runs">[]> {
  const { worker, at, capacity, limit } = claim;
  await bringForward(queries, namespace, at);
  await noticeOffer(queries, namespace, canonicalJson({ host: worker.host, capacity }));
  const woken = await readWakes(queries, namespace);
  const lines = [due, ...woken.map(parkedOn)].map((place) =>
    openLine(queries, namespace, place, place === due ? Math.min(limit + 1, 500) : 2),
  );
  const ledger = createSlotLedger(capacity, await readUsage(queries, namespace, worker.host));
  const queue = { queries, namespace, ledger, woken: new Set(woken) };
  const { claimed, parked, done } = await decide(queue, lines, limit);
  await settleWakes(queries, namespace, done);
  await parkRuns(queries, namespace, parked, { at, actor: worker.id });
  return takeRuns(queries, claimed, claim);
}

interface Queue {
  readonly queries: Queries;
  readonly namespace: string;
  readonly ledger: SlotLedger;
  /** Names whose lines are looked at. */
  readonly woken: ReadonlySet<string>;
}

interface Decided {
  readonly claimed: readonly QueuedRun[];
  readonly parked: readonly Parking[];
  /** Names whose lines need no further look until something is given back. */
  readonly done: readonly string[];
}

async function decide(queue: Queue, lines: readonly QueueLine[], limit: number): Promise<Decided> {
  const { ledger } = queue;
  const open = new Set(lines);
  const claimed: QueuedRun[] = [];
  const parked: Parking[] = [];
  const done: string[] = [];
  const close = (line: QueueLine) => {
    open.delete(line);
    const name = nameOfPlace(line.place);
    if (name !== undefined) done.push(name);
  };
  const known = new Map<string, QueuedRun | undefined>();
  for (let looks = 0; looks < looksPerClaim && claimed.length < limit; looks += 1) {
    const line = await firstLine(open, close);
    const run = await line?.head();
    if (line === undefined || run === undefined) break;
    await reserveForThoseBefore(queue, run, known);
    const wait = ledger.take(run.request);
    if (wait === undefined) {
      claimed.push(run);
      line.take();
      continue;
    }
    // Every run counts as one of these, so that no other can start either; the first that waits says so.
    const isFull = wait.on === "runs" && !wait.never;
    if (isFull && known.get("runs") !== undefined) break;
    const place = wait.never ? never : parkedOn(wait.on);
    parked.push({ run, place, message: wait.message });
    if (isFull) done.push("runs");
    if (isFull) break;
    if (place === line.place) close(line);
    else line.take();
  }
  return { claimed, parked, done };
}

/** The line whose head comes first; lines without a head are closed. */
async function firstLine(
  open: ReadonlySet<QueueLine>,
  close: (line: QueueLine) => void,
): Promise<QueueLine | undefined> {
  let first: { readonly line: QueueLine; readonly run: QueuedRun } | undefined;
  for (const line of [...open]) {
    const run = await line.head();
    if (run === undefined) close(line);
    else if (first === undefined || compareQueued(run, first.run) < 0) first = { line, run };
  }
  return first?.line;
}

/** Of lines that are not looked at, the head may come before the run: it is not overtaken. */
async function reserveForThoseBefore(
  { queries, namespace, ledger, woken }: Queue,
  run: QueuedRun,
  heads: Map<string, QueuedRun | undefined>,
): Promise<void> {
  const { slots = {}, limits = {} } = run.request;
  for (const name of [...Object.keys(slots), ...Object.keys(limits)]) {
    if (woken.has(name)) continue;
    if (!heads.has(name)) heads.set(name, await openLine(queries, namespace, parkedOn(name), 1).head());
    const head = heads.get(name);
    if (head !== undefined && compareQueued(head, run) < 0) ledger.reserve(name);
  }
}

/** Each machine has its own of these. */
const slotsOfHost: readonly string[] = [...machineSlots, "runs"];

/** What RUNNING runs hold: of a machine's slots, those on the host. */
async function readUsage(
  queries: Queries,
  namespace: string,
  host: string,
): Promise<{ readonly [name: string]: number }> {
  const rows = await queries
    .selectFrom("run_slots")
    .select(["name", "host", ({ fn }) => fn.sum<number>("amount").as("used")])
    .where("namespace", "=", namespace)
    .groupBy(["name", "host"])
    .execute();
  const used: { [name: string]: number } = {};
  for (const row of rows)
    if (row.host === host || !slotsOfHost.includes(row.name))
      used[row.name] = (used[row.name] ?? 0) + row.used;
  return used;
}

async function takeRuns(
  queries: Queries,
  claimed: readonly QueuedRun[],
  { worker, at, ttlSeconds }: NextClaim,
): Promise<readonly Row<"runs">[]> {
  const taken = new Map<number, Row<"runs">>();
  const froms = new Map<number, Row<"runs">["state"]>();
  for (const some of chunks(claimed)) {
    const seqs = some.map(({ run }) => run);
    const before = await queries
      .selectFrom("runs")
      .select(["seq", "state"])
      .where("seq", "in", seqs)
      .execute();
    for (const { seq, state } of before) froms.set(seq, state);
    const rows = await queries
      .updateTable("runs")
      .set(({ eb, fn, val }) => ({
        ...statusColumns({ state: "RUNNING", phase: "PREPARING" }),
        ...leaseOf({ worker, at, ttlSeconds }),
        epoch: eb("epoch", "+", 1),
        started_at: fn.coalesce("started_at", val(at)),
      }))
      .where("seq", "in", seqs)
      .returningAll()
      .execute();
    for (const row of rows) taken.set(row.seq, row);
    await queries.deleteFrom("run_queue").where("run", "in", seqs).execute();
  }
  const rows = claimed.flatMap(({ run }) => taken.get(run) ?? []);
  await holdSlots(queries, rows, worker.host);
  await appendRunEvents(
    queries,
    rows.map((run) => ({
      run,
      event: claimEvent(run, froms.get(run.seq) ?? "PENDING", { worker, at }),
    })),
  );
  return rows;
}
