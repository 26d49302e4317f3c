import { createSlotLedger, type Slots, type SlotWait } from "@mlx/core";
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

const nothing: readonly Dispatched[] = [];

/**
 * Who is refused is set aside by what it was refused for, and looked at again only when some of that is
 * given back: a queue of thousands costs nothing while it stands still.
 */
export function createSlotQueue(capacity: Slots): SlotQueue {
  const ledger = createSlotLedger(capacity);
  const ready = createHeap(compareRuns);
  const aside = new Map<string, Heap<SimulatedRun>>();
  const released = new Set<string>();
  const held = new Map<string, number>();
  const peak = new Map<string, number>();

  const setAside = (run: SimulatedRun, { on }: SlotWait) => {
    run.refusedFor = on;
    const heap = aside.get(on) ?? createHeap(compareRuns);
    aside.set(on, heap);
    heap.push(run);
  };
  const count = ({ request: { slots = {} } }: SimulatedRun, sign: 1 | -1) => {
    for (const name in slots) {
      const now = (held.get(name) ?? 0) + sign * (slots[name] ?? 0);
      held.set(name, now);
      if (now > (peak.get(name) ?? 0)) peak.set(name, now);
    }
  };
  const giveBack = (name: string) => {
    if (aside.has(name)) released.add(name);
  };

  return {
    add: (run) => ready.push(run),
    release: (run) => {
      ledger.release(run.request);
      count(run, -1);
      for (const name in run.request.slots) giveBack(name);
      for (const name in run.request.limits) giveBack(name);
    },
    withdraw: ({ refusedFor }) => {
      if (refusedFor === undefined) return;
      // Nobody has to wait for it any more.
      ledger.release({ slots: { [refusedFor]: 0 } });
      giveBack(refusedFor);
    },
    dispatch: () => {
      if (ready.size === 0 && released.size === 0) return nothing;
      const dispatched: Dispatched[] = [];
      const sources = new Map<string | undefined, Heap<SimulatedRun>>([[undefined, ready]]);
      for (const name of released) {
        const heap = aside.get(name);
        if (heap !== undefined) sources.set(name, heap);
      }
      released.clear();
      for (let run = takeFirst(sources); run !== undefined; run = takeFirst(sources)) {
        const wait = ledger.take(run.request);
        if (wait === undefined) {
          count(run, 1);
          dispatched.push({ run });
          continue;
        }
        // What is refused for the same reason stands behind it.
        sources.delete(wait.on);
        const known = run.refusedFor === wait.on;
        if (!wait.never) setAside(run, wait);
        if (!known) dispatched.push({ run, wait });
      }
      return dispatched;
    },
    peak: () => Object.fromEntries([...peak].sort()),
  };
}

/** The first in the order of the queue, over all of them; who is over is dropped. */
function takeFirst(sources: ReadonlyMap<unknown, Heap<SimulatedRun>>): SimulatedRun | undefined {
  let best: Heap<SimulatedRun> | undefined;
  let first: SimulatedRun | undefined;
  for (const heap of sources.values()) {
    while (heap.peek()?.stage === "over") heap.pop();
    const run = heap.peek();
    if (run === undefined || (first !== undefined && compareRuns(first, run) <= 0)) continue;
    best = heap;
    first = run;
  }
  best?.pop();
  return first;
}
