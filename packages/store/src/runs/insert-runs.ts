import type { Address, NewRun, RunStatus, RunTrigger } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { rememberInsert } from "../remember-insert.ts";
import type { Row } from "../tables.ts";
import { readActive } from "./active-runs.ts";
import { enqueue } from "./queue-rows.ts";
import { appendRunEvents, toChange } from "./run-events.ts";
import { toNewRow } from "./run-rows.ts";
import { writeUses } from "./run-uses.ts";

type RunRow = Row<"runs">;

/** How many of an experiment's runs are under way, by what counts them, and how many wait for these to end. */
interface Crowd {
  schedule: number;
  all: number;
  waiting: number;
}

/** Makes those of the runs that are not there yet, in order; returns these. */
export async function insertRuns(
  queries: Queries,
  namespace: string,
  runs: readonly NewRun[],
  at: string,
): Promise<readonly RunRow[]> {
  const fresh = await withoutKnown(queries, namespace, runs);
  const crowds = await readCrowds(queries, namespace, fresh);
  const rows = fresh.map((run) => toNewRow(namespace, run, admit(run, crowds), at));
  const seqs = new Map((await insertRows(queries, rows)).map(({ id, seq }) => [id, seq]));
  const made = rows.map((row) => ({ ...row, seq: seqs.get(row.id) ?? Number.NaN }));
  await appendRunEvents(
    queries,
    made.map((run) => ({
      run,
      event: { at, actor: run.actor, type: "created", ...toChange(statusOf(run)) },
    })),
  );
  await writeUses(
    queries,
    namespace,
    fresh.map((run) => ({ run, seq: seqs.get(run.id) ?? Number.NaN })),
  );
  await enqueue(
    queries,
    made.map((row, index) => ({ row, queueSeconds: fresh[index]?.spec.timeouts?.queueSeconds })),
    at,
  );
  return made;
}

const insertRows = rememberInsert((queries, rows: readonly ReturnType<typeof toNewRow>[]) =>
  queries.insertInto("runs").values(rows).returning(["id", "seq"]),
);

const queued = { state: "PENDING", reason: "QUEUED" } as const satisfies RunStatus;
const waiting = { state: "PENDING", reason: "WAITING_OVERLAP" } as const satisfies RunStatus;

function statusOf({ reason }: RunRow): RunStatus {
  return reason === waiting.reason ? waiting : queued;
}

/** The status that the run is made with; it counts for those after it. */
function admit(
  { experiment, trigger, overlapLimit, overlapOf = "all" }: NewRun,
  crowds: ReadonlyMap<string, Crowd>,
): RunStatus {
  const crowd = experiment === undefined ? undefined : crowds.get(experiment);
  if (crowd === undefined) return queued;
  const waits = overlapLimit !== undefined && (crowd.waiting > 0 || crowd[overlapOf] >= overlapLimit);
  if (waits) crowd.waiting += 1;
  else count(crowd, trigger);
  return waits ? waiting : queued;
}

/** A backfill has a limit of its own: its runs stand in nobody's way. */
function count(crowd: Crowd, trigger: RunTrigger): void {
  if (trigger !== "backfill") crowd.all += 1;
  if (trigger === "schedule") crowd.schedule += 1;
}

/** Of the experiments whose runs may have to wait. */
async function readCrowds(
  queries: Queries,
  namespace: string,
  runs: readonly NewRun[],
): Promise<ReadonlyMap<string, Crowd>> {
  const experiments = new Set<Address<"experiment">>();
  for (const { experiment, overlapLimit } of runs)
    if (experiment !== undefined && overlapLimit !== undefined) experiments.add(experiment);
  const active = await readActive(queries, namespace, [...experiments]);
  return new Map(
    [...experiments].map((experiment) => {
      const crowd: Crowd = { schedule: 0, all: 0, waiting: 0 };
      for (const { trigger, waits } of active.get(experiment) ?? []) {
        if (waits === "WAITING_OVERLAP") crowd.waiting += 1;
        else count(crowd, trigger);
      }
      return [experiment, crowd];
    }),
  );
}

async function withoutKnown(
  queries: Queries,
  namespace: string,
  runs: readonly NewRun[],
): Promise<readonly NewRun[]> {
  const fresh = new Map<string, NewRun>();
  for (const run of runs) if (!fresh.has(run.id)) fresh.set(run.id, run);
  for (const some of chunks([...fresh.keys()])) {
    const known = await queries
      .selectFrom("runs")
      .select("id")
      .where("namespace", "=", namespace)
      .where("id", "in", some)
      .execute();
    for (const { id } of known) fresh.delete(id);
  }
  return [...fresh.values()];
}
