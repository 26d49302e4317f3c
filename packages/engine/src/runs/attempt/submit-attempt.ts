import type { Attempt, ExitFacts, JobHandle, TaskSubmission } from "@mlx/core";
import { rejectOnly } from "../reject-only.ts";
import { repeat } from "../repeat.ts";
import type { AttemptWork } from "./attempt-work.ts";
import { orAborted } from "./or-aborted.ts";
import type { PartTimer } from "./run-parts.ts";
import { createStopper } from "./stopper.ts";

/** `late`: it was ended because it took too long; `exit` where there was a job. */
export type Submitted =
  | { readonly handle: JobHandle; readonly startedAt?: string }
  | { readonly late: true; readonly handle?: JobHandle; readonly exit?: ExitFacts };

/**
 * Submits a job and waits until its program has started, or a stop is asked for, which is for whoever
 * observes it. A job that does not start in time has ended for sure when this resolves. Aborting the
 * work's signal leaves it.
 */
export async function submitAttempt(
  work: AttemptWork,
  submission: TaskSubmission,
  { timer, asked }: { readonly timer: PartTimer; readonly asked: AbortSignal },
): Promise<Submitted> {
  const { executor, deps, signal } = work;
  const submitting = executor.submit(submission, { onStaged: () => timer.enter("start") });
  try {
    const interrupted = AbortSignal.any([timer.signal, signal]);
    const handle = await orAborted(submitting, interrupted, deps.clock);
    timer.enter("start");
    for (let pause = 10; ; pause = Math.min(pause * 2, 500)) {
      const observation = await executor.observe(handle);
      if (observation.phase === "running") {
        const { startedAt } = observation;
        return startedAt === "" ? { handle } : { handle, startedAt };
      }
      if (observation.phase !== "submitted" || asked.aborted) return { handle };
      await deps.clock.sleep(pause, interrupted);
    }
  } catch (error) {
    if (signal.aborted || !timer.signal.aborted) throw error;
    return { late: true, ...(await endLate(work, submission, submitting)) };
  }
}

/**
 * Nothing is left of the submission when this resolves: either it came to no job, or that job has ended.
 * What is still being staged comes to no job any more, once a stop stands in the job's folder.
 */
async function endLate(
  work: AttemptWork,
  { runId, attempt }: Pick<Attempt & TaskSubmission, "runId" | "attempt">,
  submitting: Promise<JobHandle>,
): Promise<{ readonly handle?: JobHandle; readonly exit?: ExitFacts }> {
  const { executor, deps, signal } = work;
  let settled = false;
  const settling = submitting
    .catch(() => undefined)
    .then(() => {
      settled = true;
    });
  for (;;) {
    const isOver = settled;
    const handle = await executor.find({ runId, attempt });
    if (handle !== undefined) return { handle, exit: await endJob(work, handle) };
    if (isOver) return {};
    await Promise.race([settling, deps.clock.sleep(1000, signal)]);
  }
}

async function endJob(work: AttemptWork, handle: JobHandle): Promise<ExitFacts> {
  const { executor, deps, signal } = work;
  const stopper = createStopper(work, handle);
  await stopper.ask(0);
  const done = new AbortController();
  const checking = repeat(deps.clock, 1000, AbortSignal.any([done.signal, signal]), stopper.check);
  try {
    return await Promise.race([executor.wait(handle, signal), rejectOnly(checking)]);
  } finally {
    done.abort();
    await checking.catch(() => undefined);
  }
}
