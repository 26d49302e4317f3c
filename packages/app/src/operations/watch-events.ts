import type { Address, AliasMove, Evaluation, Result, Run, RunEvent, Store, Tick } from "@mlx/core";
import { isAddress, isTerminal, toResult } from "@mlx/core";
import { checkRunFilter, findRun } from "@mlx/engine";
import { notAnAddress } from "../errors.ts";
import type { Project } from "../project.ts";

/** Something that happened, with where the reader stands after it. */
export type ProjectEvent = { readonly position: EventPosition } & (
  | { readonly type: "run"; readonly event: RunEvent; readonly run: Run; readonly model?: string }
  | { readonly type: "tick"; readonly tick: Tick }
  | { readonly type: "alias"; readonly move: AliasMove }
  | { readonly type: "evaluation"; readonly evaluation: Evaluation }
);

/** The last `seq` of each sequence that was told. */
export interface EventPosition {
  readonly run: number;
  readonly tick: number;
  readonly alias: number;
  readonly evaluation: number;
}

/** What happened, and where the reader stands after it; nothing may have happened. */
export interface EventBatch {
  readonly events: readonly ProjectEvent[];
  readonly position: EventPosition;
}

export interface EventsAsked {
  /** Where a reader stands; absent: at the end, for what comes. */
  readonly after?: EventPosition;
  /** Only of this run, as `findRun` takes it: from its beginning unless `after` says otherwise, to its end. */
  readonly run?: string;
  /** Only of this experiment's runs and ticks: its address, or its name. */
  readonly experiment?: string;
  /** After so long without an event that is wanted an empty batch tells that nothing has happened. */
  readonly quietMilliseconds: number;
  readonly signal: AbortSignal;
}

const batch = 200;
const lookMilliseconds = 200;

/**
 * What happens to runs, schedules and models from here on, in batches, each sequence in its order. The first says at
 * once where the reader stands. It ends with the signal. Failures: 3011, 3012, 8009.
 */
export function watchEvents(
  project: Project,
  { after, run, experiment, signal, quietMilliseconds }: EventsAsked,
): Promise<Result<AsyncIterable<EventBatch>>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    const wantedExperiment = experiment === undefined ? undefined : await findExperiment(experiment, store);
    const one = run === undefined ? undefined : await findRun(store, run);
    const start = after ?? (await findEnd(store));
    const past = one === undefined || after !== undefined ? [] : await eventsOf(one.id, start, store);
    const isWanted = (event: ProjectEvent) =>
      (one === undefined || runOf(event) === one.id) &&
      (wantedExperiment === undefined || experimentOf(event) === wantedExperiment);
    return follow();

    async function* follow(): AsyncGenerator<EventBatch> {
      const told = past.at(-1)?.position ?? start;
      yield { events: past, position: told };
      let position = start;
      let seen: string | undefined;
      let quietSince = clock.monotonic();
      while (!signal.aborted) {
        const version = store.version();
        // Asked first: of a run that had ended, all is there to be read.
        const ended = one !== undefined && version !== seen && (await hasEnded(one.id, store));
        const found = version === seen ? [] : await readBatch(store, position);
        // What comes while it reads changes the version again.
        if (found.length === 0) seen = version;
        position = found.at(-1)?.position ?? position;
        const wanted = found.filter(isWanted);
        if (wanted.length > 0 || clock.monotonic() - quietSince >= quietMilliseconds) {
          yield { events: wanted, position };
          quietSince = clock.monotonic();
        }
        if (ended && found.length === 0) return;
        if (found.length === 0) await clock.sleep(lookMilliseconds, signal).catch(() => undefined);
      }
    }
  });
}

/** What has happened to a run up to a position. */
async function eventsOf(id: string, end: EventPosition, { runs }: Store): Promise<readonly ProjectEvent[]> {
  const record = await runs.record(id);
  if (record === undefined) return [];
  const { run, model } = record;
  const made = model === undefined ? {} : { model };
  return (await runs.events(id))
    .filter(({ seq }) => seq <= end.run)
    .map((event) => ({ position: { ...end, run: event.seq }, type: "run", event, run, ...made }));
}

async function hasEnded(id: string, { runs }: Store): Promise<boolean> {
  const run = await runs.get(id);
  return run === undefined || isTerminal(run.status.state);
}

async function findExperiment(text: string, store: Store): Promise<Address<"experiment">> {
  const address = text.includes("/") ? text : `experiment/${text}`;
  if (!isAddress(address, "experiment")) throw notAnAddress(text);
  if (!(await store.resources.isKnown(address))) await checkRunFilter({ experiment: address }, { store });
  return address;
}

/** The next of each sequence behind the position. */
async function readBatch(store: Store, after: EventPosition): Promise<readonly ProjectEvent[]> {
  const told: ProjectEvent[] = [];
  let position = after;
  for (const { event, run, model } of await store.runs.eventsAfter(after.run, batch)) {
    position = { ...position, run: event.seq };
    told.push({ position, type: "run", event, run, ...(model === undefined ? {} : { model }) });
  }
  for (const tick of await store.schedules.ticksAfter(after.tick, batch)) {
    position = { ...position, tick: tick.seq };
    told.push({ position, type: "tick", tick });
  }
  for (const move of await store.models.aliasMovesAfter(after.alias, batch)) {
    position = { ...position, alias: move.seq };
    told.push({ position, type: "alias", move });
  }
  for (const { seq, evaluation } of await store.models.evaluationsAfter(after.evaluation, batch)) {
    position = { ...position, evaluation: seq };
    told.push({ position, type: "evaluation", evaluation });
  }
  return told;
}

function runOf(event: ProjectEvent): string | undefined {
  if (event.type === "run") return event.run.id;
  return event.type === "tick" ? event.tick.runId : undefined;
}

function experimentOf(event: ProjectEvent): string | undefined {
  if (event.type === "run") return event.run.experiment;
  return event.type === "tick" ? event.tick.experiment : undefined;
}

async function findEnd({ runs, schedules, models }: Store): Promise<EventPosition> {
  return {
    run: await lastSeq((after) => runs.eventsAfter(after, 1)),
    tick: await lastSeq((after) => schedules.ticksAfter(after, 1)),
    alias: await lastSeq((after) => models.aliasMovesAfter(after, 1)),
    evaluation: await lastSeq((after) => models.evaluationsAfter(after, 1)),
  };
}

/** The end of a sequence in as many looks as its length has digits, twice: nobody has to read it for that. */
async function lastSeq(after: (seq: number) => Promise<readonly unknown[]>): Promise<number> {
  const isBehind = async (seq: number) => (await after(seq)).length > 0;
  if (!(await isBehind(0))) return 0;
  let low = 0;
  let high = 1;
  while (await isBehind(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (await isBehind(middle)) low = middle;
    else high = middle;
  }
  return high;
}
