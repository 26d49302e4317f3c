import { type AnnouncedRun, MlxError, type Run, timestamp } from "@mlx/core";
import { prepareRun } from "../runs/prepare/prepare-run.ts";
import type { CreateDeps } from "../runs/prepare/run-request.ts";
import type { RunDeps } from "../runs/run-deps.ts";
import type { Preparation } from "../schedules/prepared-runs.ts";
import { findAwaitedTraining } from "./find-awaited-training.ts";

export interface MadeAnnounced {
  /** In the order of their announcement. */
  readonly made: readonly Run[];
  /** Those that cannot be made yet; each says why. */
  readonly waiting: readonly AnnouncedRun[];
}

export type AnnounceDeps = CreateDeps & Pick<RunDeps, "emit">;

/**
 * Makes the runs that applies announced, as far as all that they need is there; of the others it is written down
 * what they wait for. Any number of processes may do it at once, and die anywhere: the id of the run stands in
 * the announcement, which goes in the transaction that makes it. Failures: those of the store.
 */
export async function makeAnnounced(deps: AnnounceDeps): Promise<MadeAnnounced> {
  const { announced } = deps.store;
  const made: Run[] = [];
  const waiting: AnnouncedRun[] = [];
  let others = await announced.list();
  for (const announcement of others) {
    const { run: prepared, problem } = await prepareAnnounced(announcement, others, deps);
    if (prepared === undefined) {
      if (problem !== announcement.problem) await announced.postpone(announcement.id, problem);
      waiting.push({ ...announcement, problem });
      continue;
    }
    others = others.filter((other) => other !== announcement);
    const at = deps.clock.now();
    const run = await announced.make({ ...prepared, id: announcement.id, trigger: "apply" }, timestamp(at));
    if (run === undefined) continue;
    deps.emit({ type: "run-created", at, run });
    made.push(run);
  }
  return { made, waiting };
}

async function prepareAnnounced(
  { experiment, actor }: AnnouncedRun,
  others: readonly AnnouncedRun[],
  deps: AnnounceDeps,
): Promise<Preparation> {
  try {
    const problem = await findAwaitedTraining(experiment, others, deps);
    if (problem !== undefined) return { problem };
    return { run: await prepareRun({ target: experiment, parameters: {} }, { ...deps, actor }) };
  } catch (error) {
    if (error instanceof MlxError)
      if (error.code.startsWith("MLX5")) throw error;
      else return { problem: error.summary };
    // A bug in the making of one run is no reason why others are not made.
    return { problem: String(error) };
  }
}
