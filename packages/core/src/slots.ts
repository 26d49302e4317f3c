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
}

/** Who holds what: decides which of the waiting runs may start, for a store and a simulation alike. */
export interface SlotLedger {
  /** Takes what the run wants and returns `undefined`; or takes nothing and says what it waits for. */
  take(request: SlotRequest): SlotWait | undefined;
  /** Gives back what a run held. */
  release(request: SlotRequest): void;
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
  const wants = ({ slots = {}, limits = {} }: SlotRequest) => [
    ...Object.entries(slots).map(([on, amount]) => ({ on, amount, most: capacity[on], noun: "free" })),
    ...Object.entries(limits).map(([on, most]) => ({ on, amount: 1, most, noun: "limit" })),
  ];
  const lacking = ({
    on,
    amount,
    most = Number.POSITIVE_INFINITY,
    noun,
  }: ReturnType<typeof wants>[number]) => {
    const taken = held.get(on) ?? 0;
    if (most !== Number.POSITIVE_INFINITY && amount > most)
      return `${on}: wants ${amount}, and there are ${most} at all`;
    if (taken + amount > most)
      return noun === "limit"
        ? `${on}: ${taken} of at most ${most} are running`
        : `${on}: wants ${amount}, ${Math.max(0, most - taken)} of ${most} free`;
    return waitedFor.has(on) ? `${on}: another run waits for it first` : undefined;
  };
  return {
    take: (request) => {
      const wanted = wants(request);
      const waits = wanted.flatMap((want) => {
        const message = lacking(want);
        return message === undefined ? [] : [{ on: want.on, message }];
      });
      for (const { on } of waits) waitedFor.add(on);
      if (waits[0] !== undefined) return waits[0];
      for (const { on, amount } of wanted) held.set(on, (held.get(on) ?? 0) + amount);
      return undefined;
    },
    release: (request) => {
      for (const { on, amount } of wants(request)) {
        held.set(on, (held.get(on) ?? 0) - amount);
        waitedFor.delete(on);
      }
    },
  };
}
