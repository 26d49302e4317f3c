import { type Attempt, type ChainStep, needsModel, type Run, type RunSpec, type StepResult } from "@mlx/core";

/** A step of a chain that has ended well, or was skipped. */
export interface EndedStep {
  readonly index: number;
  readonly step: ChainStep;
  readonly attempt: Attempt;
  readonly result: StepResult;
}

/** The steps of a chain that need not be tried any more, in order. */
export function endedSteps(chain: readonly ChainStep[], attempts: readonly Attempt[]): readonly EndedStep[] {
  return chain.flatMap((step, index) => {
    const attempt = attempts.findLast((it) => it.step === index && it.left !== undefined);
    return attempt?.left === undefined ? [] : [{ index, step, attempt, result: attempt.left }];
  });
}

/** Skipped for good, so that there is nothing of it: what was taken over from another run is there. */
export function isLeftOut({ skipped, cachedFrom }: StepResult): boolean {
  return skipped !== undefined && cachedFrom === undefined;
}

/** The run as one of its steps sees it: as if that were all of it. */
export function viewOfStep(run: Run, { task, spec }: ChainStep, ended: readonly EndedStep[]): Run {
  const { chain: _, ...rest } = run;
  const model = spec.model ?? modelOfChain(run, task, ended);
  const left = Math.max(0, spec.timeoutSeconds - spentSeconds(run, ended));
  const view: RunSpec = { ...spec, timeoutSeconds: left, ...(model === undefined ? {} : { model }) };
  return { ...rest, task, spec: view };
}

/** What the train step of the same run has made. */
function modelOfChain(run: Run, task: ChainStep["task"], ended: readonly EndedStep[]): RunSpec["model"] {
  const trained = ended.findLast(({ step }) => step.task === "train")?.result.model;
  if (!needsModel(task) || trained === undefined) return undefined;
  return { ref: `run/${run.id}`, artifact: trained.digest };
}

/**
 * How long the programs of the ended steps ran: the run's timeout covers all of its steps. A run that was
 * reopened has all of it again.
 */
function spentSeconds({ forgivenAttempts }: Run, ended: readonly EndedStep[]): number {
  const milliseconds = ended.map(({ attempt: { number, exit } }) => {
    if (exit?.startedAt === undefined || number <= forgivenAttempts) return 0;
    return Math.max(0, Date.parse(exit.endedAt) - Date.parse(exit.startedAt));
  });
  return Math.floor(milliseconds.reduce((sum, each) => sum + each, 0) / 1000);
}
