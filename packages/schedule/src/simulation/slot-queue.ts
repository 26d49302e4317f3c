import {
  createSlotLedger,
  decideStarts,
  namesOf,
  type QueueLine,
  type Slots,
  type SlotWait,
} from "@mlx/core";
import { createHeap, type Heap } from "./heap.ts";
import { compareRuns, type SimulatedRun } from "./simulated-run.ts";

/** Runs that are ready, and who of them may start. */
export interface SlotQueue {
  add(run: SimulatedRun): void;
  /** Gives back what a run held that has ended. */
  release(run: SimulatedRun): void;
  /** Takes out a run that has not started. */
  withdraw(run: SimulatedRun): void;
  /** Those that start now, and those that are refused, in the order of the queue. */
  dispatch(): readonly Dispatched[];
  /** By slot, the most that was held at once. */
  peak(): Slots;
}

export interface Dispatched {
  readonly run: SimulatedRun;
  /** Absent: it starts. */
  readonly wait?: SlotWait;
}

interface RunLine extends QueueLine {
  head(): SimulatedRun | undefined;
}

const nothing: readonly Dispatched[] = [];

/**
 * Who is refused is set aside by what it was refused for, and looked at again only when some of that is
 * given back: a queue of thousands costs nothing while it stands still.
 */
export function createSlotQueue(capacity: Slots): SlotQueue {
  const ledger = createSlotLedger(capacity);
  const ready = createHeap(compareRuns);
  const aside = new Map<string, Heap<SimulatedRun>>();
  const keepers = new Map<string, Set<SimulatedRun>>();
  let woken: Set<string> = new Set();
  const held = new Map<string, number>();
  const peak = new Map<string, number>();

  const moveTo = (run: SimulatedRun, wait: SlotWait | undefined) => {
    for (const name in run.keeps) keepers.get(name)?.delete(run);
    run.keeps = wait?.keeps ?? {};
    for (const name in run.keeps) {
      const runs = keepers.get(name) ?? new Set();
      keepers.set(name, runs.add(run));
    }
    if (run.waitsFor === wait?.on) return;
    run.waitsFor = wait?.on;
    if (wait === undefined) return;
    const heap = aside.get(wait.on) ?? createHeap(compareRuns);
    aside.set(wait.on, heap);
    heap.push(run);
  };
  const count = ({ request: { slots = {} } }: SimulatedRun, sign: 1 | -1) => {
    for (const name in slots) {
      const now = (held.get(name) ?? 0) + sign * (slots[name] ?? 0);
      held.set(name, now);
      if (now > (peak.get(name) ?? 0)) peak.set(name, now);
    }
  };
  const wake = ({ request }: SimulatedRun) => {
    for (const name of namesOf(request)) if (aside.has(name)) woken.add(name);
  };
  /** Who is over, or waits for something else by now, is dropped. */
  const lineOf = (heap: Heap<SimulatedRun> | undefined, name?: string): RunLine => ({
    head: () => {
      for (let run = heap?.peek(); run !== undefined; run = heap?.peek()) {
        if (run.stage === "waiting" && run.waitsFor === name) return run;
        heap?.pop();
      }
      return undefined;
    },
    take: () => {
      heap?.pop();
    },
  });
  const keepersOf = (name: string): RunLine => {
    const runs = [...(keepers.get(name) ?? [])].sort(compareRuns);
    let next = 0;
    return {
      head: () => runs[next],
      take: () => {
        next += 1;
      },
    };
  };

  return {
    add: (run) => ready.push(run),
    release: (run) => {
      ledger.release(run.request);
      count(run, -1);
      wake(run);
    },
    withdraw: (run) => {
      if (run.waitsFor === undefined) return;
      moveTo(run, undefined);
      wake(run);
    },
    dispatch: () => {
      if (ready.size === 0 && woken.size === 0) return nothing;
      ledger.forgetWaits();
      const decision = decideStarts<SimulatedRun, RunLine>({
        ...{ ledger, compare: compareRuns, woken, due: lineOf(ready) },
        waitingFor: (name) => lineOf(aside.get(name), name),
        keeping: keepersOf,
        ...{ most: Number.POSITIVE_INFINITY, looks: Number.POSITIVE_INFINITY, untilFull: false },
      });
      let step = decision.next();
      while (!step.done) step = decision.next(step.value.head());
      const { started, refused } = step.value;
      woken = new Set(step.value.woken);
      const dispatched: Dispatched[] = [];
      for (const run of started) {
        moveTo(run, undefined);
        count(run, 1);
        dispatched.push({ run });
      }
      for (const { item: run, wait } of refused) {
        if (run.waitsFor !== wait.on) dispatched.push({ run, wait });
        moveTo(run, wait.never ? undefined : wait);
      }
      return dispatched.sort((one, other) => compareRuns(one.run, other.run));
    },
    peak: () => Object.fromEntries([...peak].sort()),
  };
}
