import type { Address, RunRecord, Slots } from "@mlx/core";
import { nextFires } from "@mlx/engine";
import type { Adapters } from "../open-adapters.ts";

/** A slot or a limit: how much of it runs hold, and how many runs wait for it. */
export interface SlotStatus {
  readonly name: string;
  readonly used: number;
  readonly waiting: number;
  /** Absent where it is not limited, or nobody offers it. */
  readonly capacity?: number;
}

export interface UpcomingFire {
  readonly experiment: Address<"experiment">;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** RFC 3339 in the schedule's zone. */
  readonly local: string;
  readonly timezone: string;
}

/** What there is to do, and who does it. */
export interface DaemonView {
  /** Newest first, as all of these. */
  readonly running: readonly RunRecord[];
  readonly waiting: readonly RunRecord[];
  readonly recent: readonly RunRecord[];
  /** Runs in all, also those that are not listed above. */
  readonly runningCount: number;
  readonly waitingCount: number;
  readonly slots: readonly SlotStatus[];
  /** Soonest first. */
  readonly next: readonly UpcomingFire[];
}

/** How many of each are listed. */
const most = { running: 20, waiting: 20, recent: 5, next: 5 };

export async function readDaemonView(
  adapters: Adapters,
  { capacity }: { readonly capacity: Slots },
): Promise<DaemonView> {
  const { runs } = adapters.store;
  const [running, waiting, recent, counts, next] = await Promise.all([
    runs.list({ states: ["RUNNING"] }, { limit: most.running }),
    runs.list({ states: ["PENDING", "RETRY"] }, { limit: most.waiting }),
    runs.list({ states: ["DONE", "FAILED", "ABORTED"] }, { limit: most.recent }),
    runs.counts(),
    readNext(adapters, most.next),
  ]);
  const slots = await readSlots(adapters, capacity, [...running, ...waiting]);
  const countOf = (...states: readonly string[]) =>
    counts.reduce((sum, { state, count }) => (states.includes(state) ? sum + count : sum), 0);
  return {
    running,
    waiting,
    recent,
    runningCount: countOf("RUNNING"),
    waitingCount: countOf("PENDING", "RETRY"),
    slots,
    next,
  };
}

/** Those that are offered and those that are held or wanted. `records`: of runs, which have their limits with them. */
export async function readSlots(
  { store }: Pick<Adapters, "store">,
  capacity: Slots,
  records: readonly Pick<RunRecord, "run">[],
): Promise<readonly SlotStatus[]> {
  const usage = await store.runs.slotUsage();
  const used = new Map(usage.map((slot) => [slot.name, slot] as const));
  const names = [...new Set([...Object.keys(capacity), ...used.keys()])];
  return names.map((name) => {
    const { used: held = 0, waiting = 0 } = used.get(name) ?? {};
    const most = capacity[name] ?? records.flatMap(({ run }) => run.limits?.[name] ?? [])[0];
    return { name, used: held, waiting, ...(most === undefined ? {} : { capacity: most }) };
  });
}

export async function readNext(adapters: Adapters, count: number): Promise<readonly UpcomingFire[]> {
  return nextFires({ count }, adapters);
}
