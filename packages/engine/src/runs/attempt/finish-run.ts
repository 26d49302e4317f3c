import {
  type Attempt,
  digestOfJson,
  formatModelVersion,
  type Lineage,
  type Metrics,
  type NewModelVersion,
  nameOf,
  type RunEnding,
  type RunOutput,
  type RunSpec,
  type StepResult,
  type TaskName,
  type TrainingInputs,
} from "@mlx/core";
import { type AttemptWork, endRun } from "./attempt-work.ts";

/** A task of a run that did what it should: of a chain there are several. */
export interface FinishedTask {
  readonly task: TaskName;
  readonly spec: RunSpec;
  readonly attempt: Attempt;
  readonly result: StepResult;
}

export interface FinishedRun {
  readonly tasks: readonly FinishedTask[];
  /** As they were handed out. */
  readonly outputs: readonly RunOutput[];
  readonly warnings: readonly string[];
  /** That ends with the run. */
  readonly attempt?: Attempt;
}

/** The end of a run that did what it should: outputs, model version and last state in one transaction. */
export async function finishRun(
  work: Omit<AttemptWork, "executor">,
  { tasks, outputs, warnings, attempt }: FinishedRun,
): Promise<void> {
  const { run, deps } = work;
  const message = warnings.length === 0 ? {} : { message: warnings.join("; ") };
  const status = { state: "DONE", reason: reasonOf(tasks, warnings), ...message } as const;
  const trained = await makeVersion(work, tasks);
  const plots = await combinePlots(work, tasks);
  const result = await endRun(work, attempt, status, {
    outputs,
    ...trained,
    ...(plots === undefined ? {} : { plots }),
  });
  const at = deps.clock.now();
  for (const output of outputs) deps.emit({ type: "output-published", at, runId: run.id, output });
  if (result.model !== undefined)
    deps.emit({ type: "model-published", at, runId: run.id, model: formatModelVersion(result.model) });
  deps.emit({ type: "run-status", at, run: result.run, status });
}

/** CACHED: nothing was run at all, since it was all known. */
function reasonOf(tasks: readonly FinishedTask[], warnings: readonly string[]) {
  if (warnings.length > 0) return "OK_WITH_WARNINGS";
  const isKnown = tasks.every(({ result }) => result.skipped !== undefined);
  return isKnown && tasks.some(({ result }) => result.cachedFrom !== undefined) ? "CACHED" : "OK";
}

/**
 * The version of the model that was trained, or that is the latest and was taken over. A run that repeats another exactly makes none: an examination is
 * not to change which version is the latest. What was taken over from another run makes none where the latest
 * version is that already. It makes one where another was trained since: who asks for the latest means the newest
 * training; and where it was not published, or as the model of another instance.
 */
async function makeVersion(
  { run, deps }: Pick<AttemptWork, "run" | "deps">,
  tasks: readonly FinishedTask[],
): Promise<Pick<RunEnding, "model" | "tookOver">> {
  const training = tasks.findLast(({ task }) => task === "train");
  const { model: artifact, signature, cachedFrom } = training?.result ?? {};
  if (training === undefined || artifact === undefined || run.exact !== undefined) return {};
  const model = nameOf(run.instance);
  const inputs = usedInputs(training, tasks);
  if (cachedFrom !== undefined) {
    const latest = await deps.store.models.latest(model);
    const isSame =
      latest?.origin.type === "run" &&
      digestOfJson({ ...latest.origin.inputs }) === digestOfJson({ ...inputs });
    if (isSame && latest.artifact.digest === artifact.digest) return { tookOver: latest.id };
  }
  const summaries = await deps.store.runs.metricSummaries(run.id);
  const metrics: Metrics = Object.fromEntries(summaries.map(({ name, last }) => [name, last]));
  const version: NewModelVersion = {
    id: deps.ids.uuid(),
    model,
    origin: {
      type: "run",
      instance: run.instance,
      ...(run.experiment === undefined ? {} : { experiment: run.experiment }),
      runId: run.id,
      inputs,
      lineage: toLineage(training),
    },
    artifact,
    metrics,
    ...(signature === undefined ? {} : { signature }),
    tags: {},
  };
  return { model: version };
}

/**
 * The training inputs with the data that was really staged. Of one that a window was cut out of it is the
 * data that it was cut from: what lies in the window changes with the time, and makes no model stale.
 */
function usedInputs(
  { spec: { trainingInputs }, attempt }: FinishedTask,
  tasks: readonly FinishedTask[],
): TrainingInputs {
  const { steps } = trainingInputs;
  return {
    ...trainingInputs,
    datasets: usedDatasets(trainingInputs.datasets, attempt),
    ...(steps === undefined
      ? {}
      : {
          steps: steps.map((step) => {
            const own = tasks.find(({ task }) => task === step.task);
            return own === undefined ? step : { ...step, datasets: usedDatasets(step.datasets, own.attempt) };
          }),
        }),
  };
}

function usedDatasets(
  datasets: TrainingInputs["datasets"],
  { staged }: Pick<Attempt, "staged">,
): TrainingInputs["datasets"] {
  return Object.fromEntries(
    Object.entries(datasets).map(([channel, input]) => {
      const used = staged?.[channel];
      const isWhole = used !== undefined && used.window === undefined;
      return [channel, isWhole ? { ...input, fingerprint: used.fingerprint } : input];
    }),
  );
}

function toLineage({ spec, attempt: { environment } }: FinishedTask): Lineage {
  return { ...spec.lineage, ...(environment === undefined ? {} : { environment }) };
}

/** Of several tasks that left plots each has a folder of its own, named after it. */
async function combinePlots(
  { deps }: Pick<AttemptWork, "deps">,
  tasks: readonly FinishedTask[],
): Promise<StepResult["plots"]> {
  const found = tasks.flatMap(({ task, result: { plots } }) =>
    plots === undefined ? [] : [{ task, plots }],
  );
  const [first] = found;
  if (found.length < 2) return first?.plots;
  return deps.artifacts.combine(Object.fromEntries(found.map(({ task, plots }) => [task, plots.digest])));
}
