import { isTerminal, type NewRun, type Run, timestamp } from "@mlx/core";
import { cannotRepeatExactly, cannotRerun } from "../errors.ts";
import { findRun } from "../find-run.ts";
import type { RunDeps } from "../run-deps.ts";

/**
 * Makes a new run of the same: what is applied by now does not reach into it, and it has checkpoints of
 * its own. It is about the same time as the first, belongs to no backfill, and waits for no other run of
 * its schedule. Somebody has to work on it. Failures: 3012, 3025.
 */
export async function rerunRun(
  text: string,
  { store, clock, ids, actor }: Pick<RunDeps, "store" | "clock" | "ids" | "actor">,
): Promise<Run> {
  const run = await findRun(store, text);
  if (!isTerminal(run.status.state)) throw cannotRerun(run);
  return store.runs.create(repeatRun(run, ids.uuid(), actor), timestamp(clock.now()));
}

/**
 * Makes a new run that has to read the very data, and use the very software, of one that is DONE. No step of it
 * is taken over from another run, and it publishes nothing: what it makes is there to be compared. Somebody has to work on it. Failures: 3012, 3073.
 */
export async function rerunExactly(
  text: string,
  { store, clock, ids, actor }: Pick<RunDeps, "store" | "clock" | "ids" | "actor">,
): Promise<Run> {
  const run = await findRun(store, text);
  if (run.status.state !== "DONE")
    throw cannotRepeatExactly(run, `it is ${run.status.state}, so there is nothing to compare with`);
  const attempts = (await store.runs.record(run.id))?.attempts ?? [];
  if (!attempts.some(({ staged }) => staged !== undefined))
    throw cannotRepeatExactly(run, "what it read was not recorded");
  const { chain, ...repeated } = repeatRun(run, ids.uuid(), actor);
  const steps = chain?.map((step) => ({ ...step, cache: false }));
  return store.runs.create(
    { ...repeated, ...(steps === undefined ? {} : { chain: steps }), exact: { of: run.id } },
    timestamp(clock.now()),
  );
}

function repeatRun(run: Run, id: string, actor: string): NewRun {
  const { task, instance, experiment, spec, chain, tags, priority, slots, limits } = run;
  const { scheduledAt, window } = run;
  const ownLimits = Object.entries(limits ?? {}).filter(([name]) => name !== `backfill/${run.backfill}`);
  return {
    ...{ id, task, trigger: "rerun", actor, instance, spec, rerunOf: run.id },
    ...(experiment === undefined ? {} : { experiment }),
    ...(chain === undefined ? {} : { chain }),
    ...(tags === undefined ? {} : { tags }),
    ...(priority === undefined ? {} : { priority }),
    ...(slots === undefined ? {} : { slots }),
    ...(ownLimits.length === 0 ? {} : { limits: Object.fromEntries(ownLimits) }),
    ...(scheduledAt === undefined ? {} : { scheduledAt }),
    ...(window === undefined ? {} : { window }),
  };
}
