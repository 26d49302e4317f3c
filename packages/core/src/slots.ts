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
}

interface Want {
  readonly on: string;
  readonly amount: number;
  readonly most: number;
  readonly isLimit: boolean;
}

/**
 * `capacity`: of each slot; one that it does not name is not limited. `used`: what running runs hold,
 * limits included, each run 1. Who waits for a slot is not overtaken by those behind it that want the
 * same: `take` in the order of the queue.
 */
export function createSlotLedger(
  capacity: Slots,
  used: { readonly [name: string]: number } = {},
): SlotLedger {
  const held = new Map(Object.entries(used));
  const waitedFor = new Set<string>();
  const whyNot = (want: Want): SlotWait | undefined => {
    const { on, amount, most, isLimit } = want;
    const taken = held.get(on) ?? 0;
    if (amount > most)
      return { on, message: `${on}: wants ${amount}, and there are ${most} at all`, never: true };
    if (taken + amount > most)
      return {
        on,
        message: isLimit
          ? `${on}: ${taken} of at most ${most} are running`
          : `${on}: wants ${amount}, ${Math.max(0, most - taken)} of ${most} free`,
      };
    return waitedFor.has(on) ? { on, message: `${on}: another run waits for it first` } : undefined;
  };
  return {
    take: (request) => {
      const wants = wantsOf(request, capacity);
      const waits = wants.flatMap((want) => whyNot(want) ?? []);
      const never = waits.find((wait) => wait.never);
      if (never !== undefined) return never;
      for (const { on } of waits) waitedFor.add(on);
      if (waits[0] !== undefined) return waits[0];
      for (const { on, amount } of wants) held.set(on, (held.get(on) ?? 0) + amount);
      return undefined;
    },
    release: (request) => {
      for (const { on, amount } of wantsOf(request, capacity)) {
        held.set(on, (held.get(on) ?? 0) - amount);
        waitedFor.delete(on);
      }
    },
    reserve: (on) => {
      waitedFor.add(on);
    },
  };
}

function wantsOf({ slots = {}, limits = {} }: SlotRequest, capacity: Slots): readonly Want[] {
  return [
    ...Object.entries(slots).map(([on, amount]) => ({
      ...{ on, amount, isLimit: false },
      most: capacity[on] ?? Number.POSITIVE_INFINITY,
    })),
    ...Object.entries(limits).map(([on, most]) => ({ on, amount: 1, most, isLimit: true })),
  ];
}
