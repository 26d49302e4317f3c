import {
  canonicalJson,
  createSlotLedger,
  decideStarts,
  type RunClaim,
  type Slots,
  type Starts,
} from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { claimEvent, leaseOf } from "./claim-run.ts";
import { readHeldSlots } from "./held-slots.ts";
import { parkRuns } from "./park-runs.ts";
import { compareQueued, openKeepers, openLine, type QueuedRun, type RunLine } from "./queue-lines.ts";
import { due, parkedOn } from "./queue-place.ts";
import { holdSlots, unpark } from "./queue-rows.ts";
import { bringForward, noticeOffer, readWakes, writeWakes } from "./queue-wakes.ts";
import { appendRunEvents } from "./run-events.ts";
import { statusColumns } from "./run-rows.ts";

type NextClaim = RunClaim & {
  readonly capacity: Slots;
  readonly heldElsewhere?: Slots;
  readonly limit: number;
};

/** So many runs are looked at in one transaction; the rest keeps its turn. */
const looksPerClaim = 1000;

export interface NextRuns {
  readonly claimed: readonly Row<"runs">[];
  /** There are runs that were not looked at. */
  readonly hasMore: boolean;
}

/** Claims the next runs of the queue, and parks those that were looked at and cannot start. */
export async function claimNext(queries: Queries, namespace: string, claim: NextClaim): Promise<NextRuns> {
  const { worker, at, capacity, heldElsewhere = {} } = claim;
  // What is given back elsewhere is offered here, as if there were more of it.
  const elsewhere = Object.keys(heldElsewhere).length === 0 ? {} : { heldElsewhere };
  await bringForward(queries, namespace, at);
  await noticeOffer(queries, namespace, canonicalJson({ host: worker.host, capacity, ...elsewhere }));
  const woken = await readWakes(queries, namespace);
  const starts = await decide(queries, namespace, claim, woken);
  await writeWakes(queries, namespace, woken, starts.woken);
  await parkRuns(queries, namespace, starts.refused, { at, actor: worker.id });
  await unpark(queries, namespace, starts.unsettled);
  return {
    claimed: await takeRuns(queries, starts.started, claim),
    hasMore: starts.started.length + starts.refused.length >= looksPerClaim,
  };
}

async function decide(
  queries: Queries,
  namespace: string,
  { worker, capacity, heldElsewhere = {}, limit }: NextClaim,
  woken: readonly string[],
): Promise<Starts<QueuedRun>> {
  const dueLine = openLine(queries, namespace, due, Math.min(limit + 1, 500));
  const used = addSlots(await readHeldSlots(queries, namespace, worker.host), heldElsewhere);
  const decision = decideStarts<QueuedRun, RunLine>({
    ledger: createSlotLedger(capacity, used),
    compare: compareQueued,
    due: dueLine,
    waitingFor: (name) => openLine(queries, namespace, parkedOn(name), 2),
    keeping: openKeepers(queries, namespace, dueLine.known),
    ...{ woken, most: limit, looks: looksPerClaim, untilFull: true },
  });
  let step = decision.next();
  while (!step.done) step = decision.next(await step.value.head());
  return step.value;
}

function addSlots(one: Slots, other: Slots): Slots {
  const sum: { [name: string]: number } = { ...one };
  for (const [name, amount] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + amount;
  return sum;
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
