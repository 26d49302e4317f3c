import {
  type Address,
  type AppliedResource,
  formatModelVersion,
  type ModelVersion,
  type Run,
  type RunSpec,
  timestamp,
} from "@mlx/core";
import { type ResolvedTask, resolveTask } from "@mlx/plan";
import { chooseModel } from "./choose-model.ts";
import { findRunTarget } from "./find-run-target.ts";
import type { CreateDeps, RunRequest } from "./run-request.ts";
import { typeParameters } from "./type-parameters.ts";

/**
 * Puts a run into the queue: everything it needs is resolved from the store now and kept with it.
 * Failures: 3010 to 3015, 7001 to 7004, and those of `resolveTask`.
 */
export async function createRun(request: RunRequest, deps: CreateDeps): Promise<Run> {
  const found = await findRunTarget(request, deps);
  const { resources, experiment, instance, task } = found;
  const lookup = (address: Address) => resources.get(address);
  const target =
    experiment !== undefined && experiment.spec.task === task
      ? { experiment: experiment.address, instance: instance.address }
      : { instance: instance.address, task };
  const asDeclared = resolveTask(lookup, target);
  const { modelId, ...given } = request.parameters;
  const parameters = typeParameters(
    modelId === undefined ? given : { ...given, modelId },
    asDeclared.parameters,
  );
  const resolved = resolveTask(lookup, target, { parameters });
  const model = task === "score" ? await chooseModel(request, resolved, found, deps) : undefined;
  const spec = await toRunSpec(resolved, resources, model, deps);
  return deps.store.runs.create(
    {
      id: deps.ids.uuid(),
      task,
      trigger: "manual",
      actor: deps.actor,
      instance: instance.address,
      ...(experiment === undefined ? {} : { experiment: experiment.address }),
      spec,
    },
    timestamp(deps.clock.now()),
  );
}

async function toRunSpec(
  resolved: ResolvedTask,
  resources: ReadonlyMap<Address, AppliedResource>,
  model: ModelVersion | undefined,
  { store, mlxVersion }: CreateDeps,
): Promise<RunSpec> {
  const recipe = resources.get(resolved.recipe);
  const applyId = recipe?.applyId ?? "";
  // The code that runs is the snapshot of the apply that wrote the recipe, so its commit is the one.
  const git = (await store.applies.get(applyId))?.git;
  return {
    recipe: resolved.recipe,
    recipeType: resolved.recipeSpec.type,
    origin: resolved.recipeSpec.origin,
    ...(resolved.source === undefined ? {} : { source: resolved.source }),
    ...(resolved.command === undefined ? {} : { command: resolved.command }),
    requireModel: resolved.recipeSpec.requireModel,
    parameters: resolved.parameters,
    env: resolved.env,
    inputs: Object.fromEntries(
      Object.entries(resolved.inputs).map(([channel, { dataset, spec, fingerprint }]) => [
        channel,
        { dataset, spec, ...(fingerprint === undefined ? {} : { fingerprint }) },
      ]),
    ),
    outputs: resolved.outputs,
    ...(resolved.specification === undefined ? {} : { specification: resolved.specification }),
    ...(model === undefined
      ? {}
      : { model: { ref: formatModelVersion(model), artifact: model.artifact.digest } }),
    retry: resolved.retry,
    timeoutSeconds: resolved.timeoutSeconds,
    stopGraceSeconds: resolved.stopGraceSeconds,
    trainingInputs: resolved.trainingInputs,
    lineage: {
      ...(git === undefined ? {} : { git }),
      applyId,
      revisions: Object.fromEntries(
        resolved.addresses.map((address) => [address, resources.get(address)?.revision ?? 0]),
      ),
      ...(model === undefined ? {} : { model: formatModelVersion(model) }),
      mlxVersion,
    },
  };
}
