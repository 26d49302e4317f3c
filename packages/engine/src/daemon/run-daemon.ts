import { type DaemonState, MlxError } from "@mlx/core";
import { createAnnouncer } from "./announcer.ts";
import { createBell } from "./bell.ts";
import { createCollector, firstCollectionMilliseconds } from "./collector.ts";
import type { DaemonDeps, DaemonOptions, DaemonSignals } from "./daemon-deps.ts";
import { createDispatcher } from "./dispatcher.ts";
import { type DutyName, keepDuty } from "./keep-duty.ts";
import { createOutbox } from "./outbox.ts";
import { createPromoter } from "./promoter.ts";
import { createRoster } from "./roster.ts";
import { createScheduler } from "./scheduler.ts";

import { keepServing } from "./serve-services.ts";
import { createSweeper } from "./sweeper.ts";
import { createAheadWatch } from "./watch-ahead.ts";
import { createWorkerRecord } from "./worker-record.ts";

/** How long a stop waits for runs to be given back. */
const stopMilliseconds = 5000;

/**
 * Schedules, works on runs, tells of them and cleans up, until it is asked to end. Each of its duties
 * looks after itself: a store that is busy or a receiver that is away never ends the daemon.
 */
export async function runDaemon(
  deps: DaemonDeps,
  options: DaemonOptions,
  { drain, stop }: DaemonSignals,
): Promise<void> {
  const { clock } = deps;
  const takingOn = AbortSignal.any([drain, stop]);
  const over = new AbortController();
  const bells = {
    record: createBell(clock),
    scheduler: createBell(clock),
    announcer: createBell(clock),
    promoter: createBell(clock),
    dispatcher: createBell(clock),
    sweeper: createBell(clock),
    outbox: createBell(clock),
    collector: createBell(clock),
  };
  const roster = createRoster(deps, stop, () => {
    bells.dispatcher.ring();
    bells.announcer.ring();
    bells.promoter.ring();
    bells.outbox.ring();
  });
  const enter = (state: DaemonState) =>
    deps.emit({ type: "daemon-state", at: clock.now(), state, running: roster.size() });
  enter("starting");
  // What happens from here on is told, also where nobody ever was told of anything before.
  await atLast(() => deps.store.deliveries.cursor());

  const duty = (
    name: DutyName,
    bell: ReturnType<typeof createBell>,
    look: (signal: AbortSignal) => Promise<number>,
    signal: AbortSignal,
    firstAfterMilliseconds = 0,
  ) => keepDuty({ name, bell, look, firstAfterMilliseconds }, deps, signal);
  const record = createWorkerRecord(deps, options, () => takingOn.aborted);
  const outbox = createOutbox(deps);
  const dispatch = createDispatcher(deps, { capacity: options.capacity, roster });
  let isUp = false;
  const dispatchAndTell = async () => {
    const pause = await dispatch();
    if (!isUp && !takingOn.aborted) enter("up");
    isUp = true;
    return pause;
  };
  const watchAhead = createAheadWatch(deps);
  const sweepRuns: (signal: AbortSignal) => Promise<number> = createSweeper(deps, roster);
  const sweep = async (signal: AbortSignal) => {
    await watchAhead();
    return sweepRuns(signal);
  };
  const lasting = [
    duty("worker-record", bells.record, record.put, over.signal),
    duty("outbox", bells.outbox, outbox, over.signal),
  ];
  const ending = [
    duty("dispatcher", bells.dispatcher, dispatchAndTell, takingOn),
    duty("scheduler", bells.scheduler, createScheduler(deps, bells.dispatcher.ring), takingOn),
    duty("announcer", bells.announcer, createAnnouncer(deps, bells.dispatcher.ring), takingOn),
    duty("promoter", bells.promoter, createPromoter(deps, bells.dispatcher.ring), takingOn),
    duty("sweeper", bells.sweeper, sweep, takingOn),
    duty("collector", bells.collector, createCollector(deps), takingOn, firstCollectionMilliseconds),
  ];
  const work = Promise.all(ending).then(() => roster.empty());
  const serving = keepServing(deps, stop);

  await aborted(takingOn);
  if (!stop.aborted) enter("draining");
  bells.record.ring();
  await Promise.race([work, aborted(stop)]);
  if (stop.aborted) {
    enter("stopping");
    await settledWithin(work, stopMilliseconds, deps);
  }
  // Services are served for as long as there is something else to do.
  const served = serving.end();
  await Promise.race([served, aborted(stop)]);
  if (stop.aborted) await settledWithin(served, stopMilliseconds, deps);
  over.abort();
  await settledWithin(Promise.all(lasting), stopMilliseconds, deps);
  await atLast(record.remove);
  // What the last runs have to tell; what does not get away now waits for the next daemon.
  if (!stop.aborted) await atLast(() => outbox(stop));
  enter("down");
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function settledWithin(
  work: Promise<unknown>,
  milliseconds: number,
  { clock }: Pick<DaemonDeps, "clock">,
): Promise<void> {
  const done = new AbortController();
  const timer = clock.sleep(milliseconds, done.signal).catch(() => undefined);
  await Promise.race([work, timer]);
  done.abort();
}

/** Does what a daemon that ends would like to do; nobody is left who could do it again. */
async function atLast(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
  }
}
