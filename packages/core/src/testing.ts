/** Fakes for the ports of the environment. */
import type { Clock, Ids } from "./ports/environment.ts";

/** A clock that stands still until it is told; `sleep` moves it. */
export function createFakeClock(
  start = Date.UTC(2026, 0, 1),
): Clock & { advance(milliseconds: number): void } {
  let now = start;
  return {
    now: () => now,
    monotonic: () => now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      now += milliseconds;
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

export interface VirtualClock extends Clock {
  /**
   * Lets so much time pass: who sleeps is woken in the order of the times, one after the other, and
   * all that a woken one does at once (promises, not the disk) is done before the next is woken.
   * When it returns nobody is left who could go on without more time.
   */
  advance(milliseconds: number): Promise<void>;
  /** Sets the wall clock forward or, below 0, back; no monotonic time passes and nobody wakes. */
  jump(milliseconds: number): void;
  /** How many sleep. */
  pending(): number;
  /** Milliseconds until the next wakes. */
  untilNext(): number | undefined;
}

/** What decides between two who wake at the same moment, and how long a woken one is waited for. */
export interface VirtualClockOptions {
  /** Without: whoever lay down first. With: by a draw that is the same for the same seed. */
  readonly seed?: number;
  /** Resolves when all that runs has come to rest; for code that reads real files. */
  readonly settle?: () => Promise<void>;
}

/** A clock whose time passes only while it is advanced. */
export function createVirtualClock(
  start = Date.UTC(2026, 0, 1),
  options: VirtualClockOptions = {},
): VirtualClock {
  const draw = options.seed === undefined ? () => 0 : createDraw(options.seed);
  const settle = options.settle ?? nextTurn;
  const sleepers: Sleeper[] = [];
  let monotonic = 0;
  let wall = start;
  return {
    now: () => wall,
    monotonic: () => monotonic,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason);
          return;
        }
        const onAbort = () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          due: monotonic + Math.max(0, milliseconds),
          rank: draw(),
          wake: () => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
          },
        };
        signal?.addEventListener("abort", onAbort, { once: true });
        sleepers.splice(placeOf(sleeper, sleepers), 0, sleeper);
      }),
    advance: async (milliseconds) => {
      const end = monotonic + milliseconds;
      const passUntil = (time: number) => {
        wall += time - monotonic;
        monotonic = time;
      };
      await settle();
      for (;;) {
        const next = sleepers[0];
        if (next === undefined || next.due > end) break;
        sleepers.shift();
        passUntil(Math.max(next.due, monotonic));
        next.wake();
        await settle();
      }
      passUntil(Math.max(end, monotonic));
    },
    jump: (milliseconds) => {
      wall += milliseconds;
    },
    pending: () => sleepers.length,
    untilNext: () => (sleepers[0] === undefined ? undefined : Math.max(0, sleepers[0].due - monotonic)),
  };
}

interface Sleeper {
  readonly due: number;
  readonly rank: number;
  readonly wake: () => void;
}

/** Behind all that wake before it, and those that lay down earlier where nothing else decides. */
function placeOf(sleeper: Sleeper, sleepers: readonly Sleeper[]): number {
  let low = 0;
  let high = sleepers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sleepers[middle];
    if (other === undefined) break;
    const before = other.due < sleeper.due || (other.due === sleeper.due && other.rank <= sleeper.rank);
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every promise that can be settled is settled when the next turn of the event loop comes. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function createDraw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** UUIDs that count up. */
export function createFakeIds(): Ids {
  let next = 0;
  return {
    uuid: () => {
      next += 1;
      return `${next.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
    },
  };
}
