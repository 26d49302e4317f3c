import type { TaskSpecification } from "./resource.ts";

/** Amounts by name: `cpus`, `memoryInMB`, `gpus`, and those that a project names (`licence`). */
export type Slots = { readonly [name: string]: number };

/** The slots that a worker brings along itself; all others belong to the namespace. */
export const machineSlots = ["cpus", "memoryInMB", "gpus"] as const;

/** `runs` of a project: what its runs share. */
export interface RunsSettings {
  /** Named slots that the namespace has; `cpus`, `memoryInMB` and `gpus` take the place of the machine's own. */
  readonly slots: Slots;
  /** How many runs may run at once; absent: as many as the slots allow. */
  readonly maxRunning?: number;
  /** How long the worker of a run may be silent before the run is taken from it. */
  readonly workerLostGraceSeconds: number;
}

/** What a task's specification holds while it runs: one processor where it says nothing. */
export function slotsOf(specification: TaskSpecification | undefined, named: Slots = {}): Slots {
  const amount = (field: string) => {
    const value = specification?.[field];
    return typeof value === "number" && value > 0 ? value : undefined;
  };
  const [memoryInMB, gpus] = [amount("memoryInMB"), amount("gpus")];
  return {
    cpus: amount("cpus") ?? 1,
    ...(memoryInMB === undefined ? {} : { memoryInMB }),
    ...(gpus === undefined ? {} : { gpus }),
    ...named,
  };
}

/** What one run wants of a ledger. */
export interface SlotRequest {
  readonly slots?: Slots;
  readonly limits?: { readonly [name: string]: number };
}

/** Why a run does not start: what it waits for, and that in words. */
export interface SlotWait {
  /** A slot, or a limit. */
  readonly on: string;
  readonly message: string;
  /** What it keeps its turn for meanwhile, as it comes before `on` and could be had. */
  readonly keeps: Slots;
  /** It wants more than there is at all. It keeps nobody behind it waiting. */
  readonly never?: true;
}

/** Who holds what: decides which of the waiting runs may start, for a store and a simulation alike. */
export interface SlotLedger {
  /** Takes what the run wants and returns `undefined`; or takes nothing and says what it waits for. */
  take(request: SlotRequest): SlotWait | undefined;
  /** Gives back what a run held. */
  release(request: SlotRequest): void;
  /** Somebody who comes before all that follow waits for the slot or limit. */
  reserve(on: string): void;
  /** Somebody who comes before all that follow has so much of it as soon as what it waits for is free. */
  keep(on: string, amount: number): void;
  /** The queue is looked at from its beginning: nobody waits yet. */
  forgetWaits(): void;
}

interface Want {
  readonly on: string;
  readonly amount: number;
  readonly most: number;
  readonly isLimit: boolean;
}

/**
 * `capacity`: of each slot; one that it does not name is not limited. `used`: what running runs hold,
 * limits included, each run 1. `take` in the order of the queue: who waits for a slot is not overtaken by
 * those behind it that want the same. A run waits for one thing at a time, in the order of `namesOf`, and
 * keeps its turn for those before, so that one that wants several has all of them some day.
 */
export function createSlotLedger(
  capacity: Slots,
  used: { readonly [name: string]: number } = {},
): SlotLedger {
  const held = new Map(Object.entries(used));
  const kept = new Map<string, number>();
  const waitedFor = new Set<string>();
  const add = (amounts: Map<string, number>, on: string, amount: number) =>
    amounts.set(on, (amounts.get(on) ?? 0) + amount);
  const whyNot = ({ on, amount, most, isLimit }: Want): string | undefined => {
    const taken = held.get(on) ?? 0;
    if (taken + amount > most)
      return isLimit
        ? `${on}: ${taken} of at most ${most} are running`
        : `${on}: wants ${amount}, ${Math.max(0, most - taken)} of ${most} free`;
    return waitedFor.has(on) || taken + (kept.get(on) ?? 0) + amount > most
      ? `${on}: another run waits for it first`
      : undefined;
  };
  return {
    take: (request) => {
      const wants = wantsOf(request, capacity);
      const never = wants.find(({ amount, most }) => amount > most);
      if (never !== undefined) {
        const { on, amount, most } = never;
        return {
          on,
          message: `${on}: wants ${amount}, and there are ${most} at all`,
          keeps: {},
          never: true,
        };
      }
      const keeps: { [name: string]: number } = {};
      for (const want of wants) {
        const { on, amount, most } = want;
        const message = whyNot(want);
        if (message === undefined) {
          if (most < Number.POSITIVE_INFINITY) keeps[on] = amount;
          continue;
        }
        waitedFor.add(on);
        for (const name in keeps) add(kept, name, keeps[name] ?? 0);
        return { on, message, keeps };
      }
      for (const { on, amount } of wants) add(held, on, amount);
      return undefined;
    },
    release: (request) => {
      for (const { on, amount } of wantsOf(request, capacity)) add(held, on, -amount);
    },
    reserve: (on) => {
      waitedFor.add(on);
    },
    keep: (on, amount) => {
      add(kept, on, amount);
    },
    forgetWaits: () => {
      kept.clear();
      waitedFor.clear();
    },
  };
}

/** What a run wants, in the order in which it waits for it: what keeps the fewest others waiting first. */
export function namesOf({ slots = {}, limits = {} }: SlotRequest): readonly string[] {
  return [...Object.keys(limits).sort(), ...Object.keys(slots).sort(compareSlots)];
}

/** Slots that many want come last: to keep a turn for them keeps many waiting. */
const lastSlots: readonly string[] = ["gpus", "memoryInMB", "cpus", "runs"];

function compareSlots(one: string, other: string): number {
  return lastSlots.indexOf(one) - lastSlots.indexOf(other) || (one < other ? -1 : 1);
}

function wantsOf(request: SlotRequest, capacity: Slots): readonly Want[] {
  const { slots = {}, limits = {} } = request;
  return namesOf(request).map((on) => {
    const limit = limits[on];
    if (limit !== undefined) return { on, amount: 1, most: limit, isLimit: true };
    return { on, amount: slots[on] ?? 0, most: capacity[on] ?? Number.POSITIVE_INFINITY, isLimit: false };
  });
}
