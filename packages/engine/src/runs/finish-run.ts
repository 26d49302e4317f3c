import {
  type Attempt,
  formatModelVersion,
  type Lineage,
  type Metrics,
  nameOf,
  type Run,
  type TrainingInputs,
  timestamp,
} from "@mlx/core";
import { type AttemptWork, endRun } from "./attempt-work.ts";
import type { PublishedOutputs } from "./publish-outputs.ts";

/** The end of a run that did what it should: outputs, model version and last state in one transaction. */
export async function finishRun(
  work: AttemptWork,
  attempt: Attempt,
  warnings: readonly string[],
  { model, signature, outputs }: PublishedOutputs,
): Promise<void> {
  const { run, fence, deps } = work;
  const reason = warnings.length === 0 ? "OK" : "OK_WITH_WARNINGS";
  for (const message of warnings) {
    const at = timestamp(deps.clock.now());
    await deps.store.runs.appendEvent(fence, { at, actor: deps.actor, type: "warning", reason: message });
    deps.emit({ type: "run-warning", at: deps.clock.now(), runId: run.id, message });
  }
  const status = {
    state: "DONE",
    reason,
    ...(warnings.length === 0 ? {} : { message: warnings.join("; ") }),
  } as const;
  const result = await endRun(work, attempt, status, {
    outputs,
    ...(model === undefined
      ? {}
      : {
          model: {
            id: deps.ids.uuid(),
            model: nameOf(run.instance),
            origin: {
              type: "run",
              instance: run.instance,
              ...(run.experiment === undefined ? {} : { experiment: run.experiment }),
              runId: run.id,
              inputs: usedInputs(run, attempt),
              lineage: toLineage(run, attempt),
            },
            artifact: model,
            metrics: await lastValues(work),
            ...(signature === undefined ? {} : { signature }),
            tags: {},
          },
        }),
  });
  const at = deps.clock.now();
  for (const output of outputs) deps.emit({ type: "output-published", at, runId: run.id, output });
  if (result.model !== undefined)
    deps.emit({ type: "model-published", at, runId: run.id, model: formatModelVersion(result.model) });
  deps.emit({ type: "run-status", at, run: result.run, status });
}

async function lastValues({ run, deps }: AttemptWork): Promise<Metrics> {
  const summaries = await deps.store.runs.metricSummaries(run.id);
  return Object.fromEntries(summaries.map(({ name, last }) => [name, last]));
}

/** The training inputs with the data that was really staged. */
function usedInputs({ spec }: Run, { staged }: Attempt): TrainingInputs {
  const { trainingInputs } = spec;
  return {
    ...trainingInputs,
    datasets: Object.fromEntries(
      Object.entries(trainingInputs.datasets).map(([channel, input]) => [
        channel,
        { ...input, fingerprint: staged?.[channel]?.fingerprint ?? input.fingerprint },
      ]),
    ),
  };
}

function toLineage({ spec }: Run, { environment }: Attempt): Lineage {
  return { ...spec.lineage, ...(environment === undefined ? {} : { environment }) };
}
