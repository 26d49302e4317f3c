import { type Address, MlxError } from "@mlx/core";
import { type PreparedRun, prepareRun } from "../runs/prepare/prepare-run.ts";
import type { CreateDeps } from "../runs/prepare/run-request.ts";
import { rememberReads } from "./remember-reads.ts";

/** What a schedule makes its runs of, or why none can be made. */
export type Preparation =
  | { readonly run: PreparedRun; readonly problem?: never }
  | { readonly problem: string; readonly run?: never };

/**
 * Runs that are resolved before the transaction that makes them. They are of one serial of the namespace:
 * what was resolved before an apply is of no use after it.
 */
export interface PreparedRuns {
  /** Which serial they are of; at first none. What is prepared of another one is forgotten. */
  ofSerial(serial: number): void;
  hasSerial(): boolean;
  /** Failures: those of the store; all others are kept as the problem. */
  prepare(experiment: Address<"experiment">): Promise<void>;
  /**
   * What is prepared or got from here on stays good until the next round, whatever its age: of many that
   * take long, the first would else have grown old when the last is ready.
   */
  beginRound(): void;
  /** `undefined`: not prepared, or too long ago. */
  get(experiment: Address<"experiment">): Preparation | undefined;
  forget(experiment: Address<"experiment">): void;
}

/** The hashes of secrets are read when a run is prepared: so long they may be out of date. */
const trainMilliseconds = 15_000;
/** What a score run loads, or cannot find, may be published at any time. */
const otherMilliseconds = 1000;

export function createPreparedRuns(deps: CreateDeps): PreparedRuns {
  const { clock } = deps;
  const entries = new Map<
    Address<"experiment">,
    { readonly preparation: Preparation; readonly until: number; round: number }
  >();
  let serial: number | undefined;
  let round = 0;
  let reads = rememberReads(deps.store);
  return {
    ofSerial: (current) => {
      if (current === serial) return;
      serial = current;
      entries.clear();
      reads = rememberReads(deps.store);
    },
    hasSerial: () => serial !== undefined,
    prepare: async (experiment) => {
      const preparation = await prepare(experiment, { ...deps, store: reads, actor: "schedule" });
      const lasts = preparation.run?.task === "train" ? trainMilliseconds : otherMilliseconds;
      entries.set(experiment, { preparation, until: clock.monotonic() + lasts, round });
    },
    beginRound: () => {
      round += 1;
    },
    get: (experiment) => {
      const entry = entries.get(experiment);
      if (entry === undefined || (entry.round !== round && entry.until < clock.monotonic())) return undefined;
      entry.round = round;
      return entry.preparation;
    },
    forget: (experiment) => {
      entries.delete(experiment);
    },
  };
}

async function prepare(experiment: Address<"experiment">, deps: CreateDeps): Promise<Preparation> {
  try {
    return { run: await prepareRun({ target: experiment, parameters: {} }, deps) };
  } catch (error) {
    if (error instanceof MlxError)
      if (error.code.startsWith("MLX5")) throw error;
      else return { problem: error.summary };
    // A bug in the making of one run is no reason why others are not made.
    return { problem: String(error) };
  }
}
