import {
  type ActiveRun,
  type NewRun,
  type Run,
  type Schedule,
  type ScheduleSpec,
  timestamp,
} from "@mlx/core";
import { policyForbids } from "../errors.ts";
import { createRun } from "../runs/create-run.ts";
import { prepareRun } from "../runs/prepare-run.ts";
import type { CreateDeps, RunRequest } from "../runs/run-request.ts";

/**
 * Puts a run into the queue as the schedule of its experiment would: what its concurrency policy says of
 * other runs under way holds for it too. Without a schedule it is `createRun`. Failures: 3043, and those
 * of `prepareRun`.
 */
export async function createRunByPolicy(request: RunRequest, deps: CreateDeps): Promise<Run> {
  const { store, clock, ids } = deps;
  const prepared = await prepareRun(request, deps);
  const schedule =
    prepared.experiment === undefined ? undefined : await store.schedules.get(prepared.experiment);
  if (schedule === undefined) return createRun(request, deps);
  const run: NewRun = { ...prepared, id: ids.uuid(), trigger: "manual" };
  let refused: ActiveRun | undefined;
  // The schedule's own transaction: between the look at what is under way and the new run nothing happens.
  const [evaluated] = await store.schedules.evaluate([schedule.id], timestamp(clock.now()), (now) => {
    const verdict = judge(now.schedule.spec, now.active);
    if ("refused" in verdict) {
      refused = verdict.refused;
      return undefined;
    }
    const { overlapLimit, replaced } = verdict;
    return {
      ...unchanged(now.schedule),
      runs: [{ ...run, ...(overlapLimit === undefined ? {} : { overlapLimit }) }],
      replaced,
    };
  });
  if (refused !== undefined) throw policyForbids(schedule.experiment, schedule.spec, refused);
  // A schedule that has just gone has no policy.
  return evaluated?.runs[0] ?? store.runs.create(run, timestamp(clock.now()));
}

function unchanged({ lastEvaluated, wakeAt }: Schedule) {
  return { lastEvaluated, ...(wakeAt === undefined ? {} : { wakeAt }), ticks: [] };
}

type Verdict =
  | { readonly refused: ActiveRun }
  | { readonly overlapLimit?: number; readonly replaced: readonly string[] };

function judge(
  { concurrency, queueLimit, maxConcurrent }: ScheduleSpec,
  active: readonly ActiveRun[],
): Verdict {
  const [first] = active;
  if (first === undefined) return { replaced: [] };
  const waiting = active.filter(({ waits }) => waits === "WAITING_OVERLAP");
  switch (concurrency) {
    case "forbid":
      return { refused: first };
    case "replace":
      return { overlapLimit: 1, replaced: active.map(({ id }) => id) };
    case "queue":
      return waiting.length >= queueLimit
        ? { refused: waiting[0] ?? first }
        : { overlapLimit: 1, replaced: [] };
    case "allow":
      return active.length < maxConcurrent ? { replaced: [] } : { overlapLimit: maxConcurrent, replaced: [] };
  }
}
