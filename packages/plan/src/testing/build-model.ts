import { type Address, digestOf, type ModelVersion, nameOf, type PreparedResource } from "@mlx/core";
import { resolveTask } from "../tasks/resolve-task.ts";

/** A model version as a run of the experiment or instance would have made it with these resources. */
export function buildModel(
  resources: readonly PreparedResource[],
  target: { readonly instance: Address<"instance">; readonly experiment?: Address<"experiment"> },
  part: Partial<ModelVersion> = {},
): ModelVersion {
  const { instance, experiment } = target;
  const lookup = (address: Address) => resources.find((each) => each.address === address);
  const { trainingInputs } = resolveTask(
    lookup,
    experiment === undefined ? { instance, task: "train" } : { experiment, instance },
  );
  const model = nameOf(instance);
  return {
    id: `model-${model}-3`,
    model,
    version: 3,
    status: "READY",
    origin: {
      type: "run",
      ...target,
      runId: "run-1",
      inputs: trainingInputs,
      lineage: { applyId: "apply-1", revisions: {}, mlxVersion: "0.1.0" },
    },
    artifact: { digest: digestOf("model"), files: 1, size: 1 },
    metrics: {},
    tags: {},
    createdAt: "2026-01-01T00:00:00.000Z",
    ...part,
  };
}
