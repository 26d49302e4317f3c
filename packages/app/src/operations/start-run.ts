import { createSlotLedger, type Result, type Run, toResult } from "@mlx/core";
import {
  countWaitingForDaemon,
  createRun,
  createRunByPolicy,
  findUnknownParameters,
  type RunRequest,
  type UnknownParameter,
} from "@mlx/engine";
import { findDaemons, isThere } from "../daemon/find-daemons.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";

export interface StartRequest extends RunRequest {
  /** What the experiment's schedule says of runs at the same time holds for this one too. */
  readonly respectPolicy?: boolean;
}

export interface StartedRun {
  readonly run: Run;
  /** A daemon lives that works on it: the caller need not. */
  readonly byDaemon: boolean;
  /** Those that live take on nothing new: it waits until they have ended. */
  readonly draining?: true;
  /** It wants more than any daemon offers, and never starts: `cpus: wants 4, and there are 2 at all`. */
  readonly neverMet?: string;
  /** Other runs that wait for a daemon; 0 where one lives. */
  readonly waitingForDaemon: number;
}

/** Puts a run into the queue; nothing works on it yet, unless a daemon does. Warns of misspelt parameters. */
export function startRun(
  project: Project,
  { respectPolicy = false, ...request }: StartRequest,
): Promise<Result<StartedRun>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    for (const unknown of await findUnknownParameters(request, adapters))
      project.options.onWarning?.(describeUnknown(unknown));
    const make = respectPolicy ? createRunByPolicy : createRun;
    return tellStarted(await make(request, adapters), adapters);
  });
}

function describeUnknown({ name, similar: [nearest] }: UnknownParameter): string {
  const meant = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  return `no recipe, instance or experiment of this run declares the parameter ${name}, which is passed on as it is${meant}`;
}

/** What becomes of a run that was just made. */
export async function tellStarted(run: Run, adapters: Adapters): Promise<StartedRun> {
  const daemons = (await findDaemons(adapters)).filter(isThere);
  const draining = daemons.length > 0 && daemons.every(({ state }) => state === "draining");
  // What the next daemon offers is not known.
  const up = daemons.filter(({ state }) => state === "up");
  const waits = up.map(({ record }) => createSlotLedger(record.capacity).take(run));
  const never = waits.every((wait) => wait?.never) ? waits[0]?.message : undefined;
  const waitingForDaemon = await countWaitingForDaemon(adapters);
  const neverMet = never === undefined ? {} : { neverMet: never };
  const drains = draining ? ({ draining: true } as const) : {};
  return { run, byDaemon: daemons.length > 0, ...drains, ...neverMet, waitingForDaemon };
}
