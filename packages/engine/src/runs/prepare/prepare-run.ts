import {
  type Address,
  type ChainStep,
  findSecrets,
  formatModelVersion,
  InternalError,
  type ModelVersion,
  type NewRun,
  type RunSpec,
  type Slots,
  secretKey,
  slotsOf,
} from "@mlx/core";
import type { ResolvedTask } from "@mlx/plan";
import { keyedHash } from "../../resources/secrets.ts";
import { modelNotTaken } from "../errors.ts";
import { chooseModel } from "./choose-model.ts";
import { findRunTarget, type RunTarget } from "./find-run-target.ts";
import { resolveSteps, stepsThatLoad } from "./resolve-steps.ts";
import type { CreateDeps, RunRequest } from "./run-request.ts";

/** All of a new run that does not depend on what it is made for: that gives the id, the trigger and the times. */
export type PreparedRun = Pick<
  NewRun,
  | "task"
  | "actor"
  | "instance"
  | "experiment"
  | "spec"
  | "chain"
  | "tags"
  | "description"
  | "priority"
  | "slots"
  | "limits"
>;

/**
 * Resolves everything that a run needs from the store as it is now, and writes nothing.
 * Failures: 3010 to 3015, 3060 to 3062, 3110, 7001 to 7004, and those of `resolveTask`.
 */
export async function prepareRun(request: RunRequest, deps: CreateDeps): Promise<PreparedRun> {
  const found = await findRunTarget(request, deps);
  const { experiment, instance, task } = found;
  const run = resolveSteps(found, request);
  const loading = stepsThatLoad(run);
  if (request.model !== undefined && loading.length === 0) throw modelNotTaken(request.model, task);
  const steps: ChainStep[] = [];
  for (const { resolved, ...step } of run.steps) {
    const loads = loading.some((each) => each.resolved === resolved);
    const model = loads ? await chooseModel(request, resolved, found, deps) : undefined;
    const spec = await toRunSpec(resolved, found, model, deps);
    const cache = step.cache && request.noCache !== true;
    steps.push({ ...step, task: resolved.task, spec, cache });
  }
  const main = steps.find((step) => step.task === task);
  if (main === undefined) throw new InternalError(`a run of ${instance.address} is without its task ${task}`);
  const tags = { ...run.main.resolved.tags, ...request.tags };
  return {
    task,
    actor: deps.actor,
    instance: instance.address,
    ...(experiment === undefined ? {} : { experiment: experiment.address }),
    spec: main.spec,
    ...(run.isChain ? { chain: steps } : {}),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    ...(request.description === undefined ? {} : { description: request.description }),
    ...queueingOf(request, run.main.resolved, found, steps),
  };
}

/**
 * How the run is queued. A run of another task than the experiment's has the default policy, as it has
 * for retries; the experiment's limit counts all of its runs.
 */
function queueingOf(
  request: RunRequest,
  { priority: declared = 0, slots }: ResolvedTask,
  { experiment }: RunTarget,
  steps: readonly ChainStep[],
): Pick<PreparedRun, "priority" | "slots" | "limits"> {
  const { priority = declared } = request;
  const most = experiment?.spec.maxRunning;
  return {
    ...(priority === 0 ? {} : { priority }),
    slots: mostOf(steps.map(({ spec }) => slotsOf(spec.specification, slots))),
    ...(experiment === undefined || most === undefined ? {} : { limits: { [experiment.address]: most } }),
  };
}

/** Steps run one after the other, so a run holds what the one needs that needs most. */
function mostOf(all: readonly Slots[]): Slots {
  const names = new Set(all.flatMap((slots) => Object.keys(slots)));
  return Object.fromEntries(
    Array.from(names, (name) => [name, Math.max(...all.map((slots) => slots[name] ?? 0))]),
  );
}

async function toRunSpec(
  resolved: ResolvedTask,
  { resources, experiment }: RunTarget,
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
    ...(resolved.timeframe === undefined ? {} : { timeframe: resolved.timeframe }),
    ...(resolved.transform === undefined ? {} : { transform: resolved.transform }),
    retry: resolved.retry,
    timeoutSeconds: resolved.timeoutSeconds,
    stopGraceSeconds: resolved.stopGraceSeconds,
    ...(resolved.timeouts === undefined ? {} : { timeouts: resolved.timeouts }),
    ...(resolved.notification === undefined ? {} : { notification: resolved.notification }),
    trainingInputs: await withSecretsOfNow(resolved, store, secrets),
    lineage: {
      ...(git === undefined ? {} : { git }),
      applyId,
      revisions: Object.fromEntries(
        takingPart(resolved, experiment).map((address) => [address, resources.get(address)?.revision ?? 0]),
      ),
      ...(model === undefined ? {} : { model: formatModelVersion(model) }),
      mlxVersion,
    },
  };
}

/** Also the experiment that a run of another task than its own belongs to. */
function takingPart({ addresses }: ResolvedTask, experiment: RunTarget["experiment"]): readonly Address[] {
  if (experiment === undefined || addresses.includes(experiment.address)) return addresses;
  return [...addresses, experiment.address].sort();
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
