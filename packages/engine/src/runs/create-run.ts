import {
  type Address,
  type AppliedResource,
  findSecrets,
  formatModelVersion,
  type ModelVersion,
  type Run,
  type RunSpec,
  secretKey,
  timestamp,
} from "@mlx/core";
import { type ResolvedTask, resolveTask } from "@mlx/plan";
import { modelNotTaken } from "../errors.ts";
import { keyedHash } from "../resources/secrets.ts";
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
  if (request.model !== undefined && task !== "score") throw modelNotTaken(request.model, task);
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
  { store, secrets, mlxVersion }: CreateDeps,
): Promise<RunSpec> {
  const recipe = resources.get(resolved.recipe);
  const applyId = recipe?.applyId ?? "";
  // The code that runs is the snapshot of the apply that wrote the recipe, so its commit is the one.
  const git = (await store.applies.get(applyId))?.git;
  return {
    recipe: resolved.recipe,
    recipeType: resolved.recipeSpec.type,
    origin: resolved.recipeSpec.origin,
    executor: resolved.recipeSpec.executor,
    ...(resolved.recipeSpec.container === undefined ? {} : { container: resolved.recipeSpec.container }),
    ...(resolved.image === undefined ? {} : { image: resolved.image }),
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
    trainingInputs: await withSecretsOfNow(resolved, store, secrets),
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

/** The training inputs with the hashes of the secrets as they are now, which may not be as they were applied. */
async function withSecretsOfNow(
  { trainingInputs, parameters, env }: ResolvedTask,
  store: CreateDeps["store"],
  resolver: CreateDeps["secrets"],
): Promise<RunSpec["trainingInputs"]> {
  const found = findSecrets({ parameters, env });
  if (found.length === 0) return trainingInputs;
  const { key } = await store.installation();
  const secrets = { ...trainingInputs.secrets };
  for (const { path, ref } of found) {
    const value = await resolver.resolve(ref);
    if (value !== undefined) secrets[secretKey(path)] = keyedHash(key, value);
  }
  return { ...trainingInputs, secrets };
}
