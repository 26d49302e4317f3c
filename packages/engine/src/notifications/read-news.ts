import type {
  Attempt,
  NotificationSettings,
  NotificationSpec,
  Run,
  RunEvent,
  RunStore,
  Store,
  Tick,
} from "@mlx/core";
import type { RunDeps } from "../runs/run-deps.ts";
import { findReceivers } from "./find-receivers.ts";
import { nameRunEvent, nameTick } from "./name-news.ts";
import type { RunNews, TickNews } from "./news.ts";
import { readLastLines } from "./read-last-lines.ts";

type Told = Awaited<ReturnType<RunStore["eventsAfter"]>>[number];

/** Those of the events that somebody is told of, with what has to be looked up for it. */
export async function readRunNews(
  events: readonly Told[],
  settings: NotificationSettings,
  deps: Pick<RunDeps, "store" | "executors">,
): Promise<readonly RunNews[]> {
  const news: RunNews[] = [];
  for (const { event, run, model } of events) {
    for (const told of nameRunEvent(event, model)) {
      const { webhooks, emails } = findReceivers(told, run.spec.notification, settings);
      if (webhooks.length === 0 && emails.length === 0) continue;
      if (told === "run.retrying" && !(await isFirstRetry(event, deps.store))) continue;
      const attempt = await findAttempt(event, run, deps.store);
      const failed = told === "run.retrying" || told === "run.failed";
      news.push({
        about: "run",
        ...{ told, event, run },
        attempt: attempt?.number ?? 0,
        ...(model === undefined ? {} : { model }),
        lastLines: failed && attempt !== undefined ? await lastLinesOf(attempt, deps) : [],
      });
    }
  }
  return news;
}

/** A chain of attempts begins with the run, or when a person has reopened it. */
async function isFirstRetry({ runId, seq }: RunEvent, { runs }: Pick<Store, "runs">): Promise<boolean> {
  let first: number | undefined;
  for (const event of await runs.events(runId)) {
    if (event.seq > seq) break;
    if (event.type === "reopened") first = undefined;
    else if (event.type === "status" && event.to === "RETRY") first ??= event.seq;
  }
  return first === seq;
}

type TellingAttempt = Pick<Attempt, "runId" | "number" | "executor">;

/**
 * The attempt that an event tells of, which may not be the newest any more: the last that was made under a
 * claim before it. `undefined`: there was none yet.
 */
async function findAttempt(
  event: RunEvent,
  { id, attempt, status, spec }: Run,
  { runs }: Pick<Store, "runs">,
): Promise<TellingAttempt | undefined> {
  if (attempt === 0) return undefined;
  // Nothing follows on it.
  if (status.state === "DONE" && event.to === "DONE")
    return { runId: id, number: attempt, executor: spec.executor };
  const claim = (await runs.events(id)).findLast(({ type, seq }) => type === "claimed" && seq < event.seq);
  const epoch = claim?.data?.epoch;
  if (typeof epoch !== "number") return undefined;
  return (await runs.record(id))?.attempts.findLast((made) => made.epoch <= epoch);
}

function lastLinesOf(
  { runId, number, executor }: TellingAttempt,
  { executors }: Pick<RunDeps, "executors">,
): Promise<readonly string[]> {
  return readLastLines({ runId, attempt: number }, executor, executors);
}

/** Those of the ticks that somebody is told of. */
export async function readTickNews(
  ticks: readonly Tick[],
  { store }: Pick<RunDeps, "store">,
): Promise<readonly TickNews[]> {
  const notable = ticks.flatMap((tick) => {
    const told = nameTick(tick);
    return told === undefined ? [] : [{ told, tick }];
  });
  const notifications = new Map<string, NotificationSpec | undefined>();
  for (const resource of await store.resources.getMany([
    ...new Set(notable.map(({ tick }) => tick.experiment)),
  ]))
    if (resource.kind === "experiment") notifications.set(resource.address, resource.spec.notification);
  const news: TickNews[] = [];
  for (const { told, tick } of notable) {
    const notification = notifications.get(tick.experiment);
    const [before] =
      told === "schedule.failed"
        ? await store.schedules.ticks({ experiment: tick.experiment }, { limit: 1, before: tick.seq })
        : [];
    news.push({
      about: "tick",
      ...{ told, tick },
      ...(notification === undefined ? {} : { notification }),
      isRepeated: before?.outcome === tick.outcome,
    });
  }
  return news;
}
