import { type Insight, isSecretRef, loadedModel, type RunRecord, stepsOf } from "@mlx/core";
import { parameterText } from "../compare/parameter-text.ts";

/**
 * A run's metrics as the Sensei API has them: the insight has the run's own id, `fit` or the task is its
 * event with the parameters as its values (without secrets). `undefined` for a run that measured nothing.
 */
export function toInsight(record: RunRecord): Insight | undefined {
  const { run, metrics, model } = record;
  if (metrics.length === 0) return undefined;
  const [input] = stepsOf(run).flatMap(({ spec }) => Object.values(spec.inputs));
  const modelId = model ?? loadedModel(record);
  return {
    id: run.id,
    context: {
      engineId: run.spec.recipe,
      mlInstanceId: run.instance,
      experimentRunId: run.id,
      ...(run.experiment === undefined ? {} : { experimentId: run.experiment }),
      ...(modelId === undefined ? {} : { modelId }),
      ...(input === undefined ? {} : { dataSetId: input.dataset }),
    },
    events: {
      name: run.task === "train" ? "fit" : run.task,
      eventValues: Object.fromEntries(
        Object.entries(run.spec.parameters).flatMap(([name, value]) =>
          isSecretRef(value) ? [] : [[name, parameterText(value)]],
        ),
      ),
    },
    metrics: metrics.map(({ name, last }) => ({ name, value: String(last), valueType: "double" })),
    createdAt: run.createdAt,
    updatedAt: run.endedAt ?? run.startedAt ?? run.createdAt,
  };
}
