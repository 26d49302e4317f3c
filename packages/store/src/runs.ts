import { InternalError, type NewRun, type Run, type RunSpec, type RunStore } from "@mlx/core";
import { chunks } from "./chunks.ts";
import type { Database, Queries } from "./database.ts";
import { appendMetrics } from "./metrics/append-metrics.ts";
import { readMetricPoints, readMetricSummaries } from "./metrics/read-metrics.ts";
import { rememberSelect } from "./remember-select.ts";
import { rememberTexts } from "./remember-texts.ts";
import { rememberTotals } from "./remember-totals.ts";
import { writeAttempt } from "./runs/attempt-rows.ts";
import { findCachedStep, writeCachedStep } from "./runs/cached-steps.ts";
import { claimNext } from "./runs/claim-next.ts";
import { claimRun } from "./runs/claim-run.ts";
import { countRuns, readDurations, readScheduledRuns, readSlotUsage } from "./runs/count-runs.ts";
import { endRun } from "./runs/end-run.ts";
import { readEventsAfter } from "./runs/events-after.ts";
import { expiry } from "./runs/expiry.ts";
import { insertRuns } from "./runs/insert-runs.ts";
import { countMatching, listRuns } from "./runs/list-runs.ts";
import { pageRuns } from "./runs/page-runs.ts";
import { releaseRun } from "./runs/release-run.ts";
import { listRemovable, removeRuns } from "./runs/remove-runs.ts";
import { reopenRun } from "./runs/reopen-run.ts";
import { requestStop, requestStops } from "./runs/request-stop.ts";
import { appendRunEvent, readRunEvents } from "./runs/run-events.ts";
import { findRun, readFenced, readHeld, readRun, readRuns } from "./runs/run-fence.ts";
import { readRecords } from "./runs/run-records.ts";
import { toRun } from "./runs/run-rows.ts";
import { listUsers } from "./runs/run-uses.ts";
import { listAbandoned, suspectRun } from "./runs/suspect-run.ts";
import { timeOutQueued } from "./runs/time-out-queued.ts";
import { transitionRun } from "./runs/transition-run.ts";
import { searchRuns } from "./search/search-runs.ts";
import type { Row } from "./tables.ts";

/** The runs of a namespace. */
export function createRunStore(database: Database): RunStore {
  const { namespace, read, write, glance } = database;
  const totalOf = rememberTotals(database.version);
  const readSpec = rememberTexts<RunSpec>();
  const createMany = (runs: readonly NewRun[], at: string) =>
    write(async (queries) => {
      const made = new Map((await insertRuns(queries, namespace, runs, at)).map((row) => [row.id, row]));
      const there = runs.flatMap(({ id }) => (made.has(id) ? [] : [id]));
      for (const row of await readRuns(queries, namespace, there)) made.set(row.id, row);
      return runs.flatMap(({ id }) => made.get(id) ?? []).map((row) => toRun(row));
    });
  return {
    create: async (run, at) => {
      const [created] = await createMany([run], at);
      if (created === undefined) throw new InternalError(`run ${run.id} was not created`);
      return created;
    },
    createMany,
    get: (id) => glance((look) => selectRun(look, namespace, id).map((row) => toRun(row, readSpec))[0]),
    findByPrefix: async (prefix, limit) =>
      (await read((queries) => findByPrefix(queries, namespace, prefix, limit))).map((row) => toRun(row)),
    record: (id) =>
      read(async (queries) => {
        const row = await findRun(queries, namespace, id);
        return row === undefined ? undefined : (await readRecords(queries, [row]))[0];
      }),
    list: (filter, page) =>
      read(async (queries) => readRecords(queries, await listRuns(queries, namespace, filter, page))),
    page: (filter, page) =>
      glance((look) => {
        const { rows, total } = pageRuns(look, namespace, filter, page, totalOf);
        return { runs: rows.map((row) => toRun(row, readSpec)), total };
      }),
    search: (query) => searchRuns(database, query),
    cachedStep: (key) => read((queries) => findCachedStep(queries, namespace, key)),
    putCachedStep: (fence, key, result) =>
      write(async (queries) =>
        writeCachedStep(queries, await readHeld(queries, namespace, fence), key, result),
      ),
    usersOf: (used, { limit }) => read((queries) => listUsers(queries, namespace, used, limit)),
    count: (filter) => read((queries) => countMatching(queries, namespace, filter)),
    unfinished: async () =>
      (await read((queries) => listUnfinished(queries, namespace))).map((row) => toRun(row)),
    claim: async (id, claim) => {
      const row = await write((queries) => claimRun(queries, namespace, id, claim));
      return row === undefined ? undefined : toRun(row);
    },
    claimNext: async (claim) => {
      // However many come first and cannot start: nobody waits for another call.
      for (;;) {
        const { claimed, hasMore } = await write((queries) => claimNext(queries, namespace, claim));
        if (claimed.length > 0 || !hasMore) return claimed.map((row) => toRun(row));
      }
    },
    abandoned: async (at) =>
      (await read((queries) => listAbandoned(queries, namespace, at))).map((row) => toRun(row)),
    suspect: async (id, at) => {
      const row = await write((queries) => suspectRun(queries, namespace, id, at));
      return row === undefined ? undefined : toRun(row);
    },
    timeOutQueued: async (event) =>
      (await write((queries) => timeOutQueued(queries, namespace, event))).map((row) => toRun(row)),
    reopen: async (id, event) => toRun(await write((queries) => reopenRun(queries, namespace, id, event))),
    counts: () => read((queries) => countRuns(queries, namespace)),
    slotUsage: (host) => read((queries) => readSlotUsage(queries, namespace, host)),
    durations: (experiment, limit) => read((queries) => readDurations(queries, namespace, experiment, limit)),
    scheduledRuns: (experiment, range) =>
      read((queries) => readScheduledRuns(queries, namespace, experiment, range)),
    eventsAfter: (after, limit) => read((queries) => readEventsAfter(queries, namespace, after, limit)),
    removable: (endedBefore, limit) =>
      read((queries) => listRemovable(queries, namespace, endedBefore, limit)),
    remove: (ids) => write((queries) => removeRuns(queries, namespace, ids)),
    heartbeat: (fence, { at, ttlSeconds }) =>
      write(async (queries) => {
        const { seq, epoch } = await readHeld(queries, namespace, fence);
        const lease_expires_at = expiry(at, ttlSeconds);
        await queries
          .updateTable("runs")
          .set({ lease_expires_at, suspect_since: null })
          .where("seq", "=", seq)
          .where("epoch", "=", epoch)
          .execute();
      }),
    release: (fence, at) => write((queries) => releaseRun(queries, namespace, fence, at)),
    transition: async (fence, status, event) =>
      toRun(await write((queries) => transitionRun(queries, namespace, fence, status, event))),
    putAttempt: (fence, attempt) =>
      write(async (queries) => writeAttempt(queries, await readHeld(queries, namespace, fence), attempt)),
    requestStop: async (id, stop) =>
      toRun(await write((queries) => requestStop(queries, namespace, id, stop))),
    requestStops: async (ids, stop) => {
      const stopped: Run[] = [];
      for (const some of chunks(ids))
        stopped.push(
          ...(await write((queries) => requestStops(queries, namespace, some, stop))).map((row) =>
            toRun(row),
          ),
        );
      return stopped;
    },
    appendMetrics: (fence, attempt, points) =>
      write(async (queries) => {
        const { seq: run } = await readHeld(queries, namespace, fence);
        await appendMetrics(queries, { run, attempt }, points);
      }),
    metricSummaries: (id, attempt) =>
      read(async (queries) => readMetricSummaries(queries, await readRun(queries, namespace, id), attempt)),
    metricPoints: (id, name, attempt) =>
      read(async (queries) =>
        readMetricPoints(queries, await readRun(queries, namespace, id), name, attempt),
      ),
    end: (fence, ending, event) =>
      write(async (queries) => {
        const { row, ...made } = await endRun(queries, namespace, fence, ending, event);
        return { run: toRun(row), ...made };
      }),
    appendEvent: (fence, event) =>
      write(async (queries) => {
        await appendRunEvent(queries, await readFenced(queries, namespace, fence), event);
      }),
    events: (id, after) =>
      read(async (queries) => readRunEvents(queries, await readRun(queries, namespace, id), after)),
  };
}

const selectRun = rememberSelect((builder, namespace: string, id: string) =>
  builder.selectFrom("runs").selectAll().where("namespace", "=", namespace).where("id", "=", id),
);

async function findByPrefix(
  queries: Queries,
  namespace: string,
  prefix: string,
  limit: number,
): Promise<readonly Row<"runs">[]> {
  if (prefix.length < 4)
    throw new InternalError(`a run was looked up by "${prefix}", less than 4 characters`);
  return queries
    .selectFrom("runs")
    .selectAll()
    .where("namespace", "=", namespace)
    .where("id", ">=", prefix)
    .where("id", "<", `${prefix}\u{10ffff}`)
    .orderBy("id")
    .limit(limit)
    .execute();
}

async function listUnfinished(queries: Queries, namespace: string): Promise<readonly Row<"runs">[]> {
  return queries
    .selectFrom("runs")
    .selectAll()
    .where("namespace", "=", namespace)
    .where("state", "in", ["PENDING", "RUNNING", "RETRY"])
    .orderBy("created_at")
    .orderBy("seq")
    .execute();
}
