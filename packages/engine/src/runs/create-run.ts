import {
  type Address,
  type AppliedResource,
  formatModelVersion,
  isAddress,
  kinds,
  type ModelVersion,
  nameOf,
  type Run,
  type RunSpec,
  type TaskName,
  timestamp,
} from "@mlx/core";
import { findModel, nothingToScoreWith } from "@mlx/models";
import { type ResolvedTask, resolveTask } from "@mlx/plan";
import { noInstanceMatches, notRunnable } from "../errors.ts";
import { loadResources } from "./load-resources.ts";
import { matchInstances, parseInstanceQuery } from "./match-instance-query.ts";
import type { RunDeps } from "./run-deps.ts";
import { typeParameters } from "./type-parameters.ts";

export interface RunRequest {
  /** Address of an applied experiment or instance. */
  readonly target: string;
  /** Needed for an instance; over an experiment's own. */
  readonly task?: TaskName;
  readonly parameters: Readonly<Record<string, string>>;
  /** The model to score with, over `modelId` and the newest. */
  readonly model?: string;
}

type CreateDeps = Pick<RunDeps, "store" | "clock" | "ids" | "actor" | "mlxVersion">;

/**
 * Puts a run into the queue: everything it needs is resolved from the store now and kept with it.
 * Failures: 3010 to 3015, 7001 to 7004, and those of `resolveTask`.
 */
export async function createRun(request: RunRequest, deps: CreateDeps): Promise<Run> {
  const { resources, experiment, instance, task } = await findTarget(request, deps);
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
  const model =
    task === "score" ? await chooseModel(request, resolved, experiment, instance, deps) : undefined;
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

async function findTarget({ target, task }: RunRequest, deps: CreateDeps) {
  const address = await toAddress(target, deps);
  const resources = await loadResources(deps.store, address);
  const root = resources.get(address);
  if (root?.kind === "instance") {
    if (task === undefined)
      throw notRunnable(target, "An instance has several tasks, so the task has to be named.", [
        ...Object.keys(root.spec.tasks).map((name) => `\`mlx run ${address} --task ${name}\``),
      ]);
    return { resources, experiment: undefined, instance: root, task };
  }
  if (root?.kind !== "experiment")
    throw notRunnable(target, "Experiments and instances can be run.", ["`mlx status` shows them"]);
  if ("instance" in root.spec.target) {
    const instance = resources.get(root.spec.target.instance);
    if (instance?.kind !== "instance")
      throw notRunnable(target, "It refers to no instance.", ["`mlx validate`"]);
    return { resources, experiment: root, instance, task: task ?? root.spec.task };
  }
  const instance = await queryInstance(root, root.spec.target.instanceQuery, deps);
  const found = await loadResources(deps.store, instance.address);
  return {
    resources: new Map([...resources, ...found]),
    experiment: root,
    instance,
    task: task ?? root.spec.task,
  };
}

/** A bare name is accepted where only one experiment or instance has it. */
async function toAddress(text: string, { store }: CreateDeps): Promise<Address> {
  if (isAddress(text)) return text;
  const { heads } = await store.resources.heads();
  const named = heads.filter(
    ({ address, kind }) => (kind === "experiment" || kind === "instance") && nameOf(address) === text,
  );
  const [only] = named;
  if (only !== undefined && named.length === 1) return only.address;
  const known = heads.filter(({ kind }) => kind === "experiment").map(({ address }) => address);
  throw notRunnable(
    text,
    named.length > 1
      ? `It is the name of ${named.map(({ address }) => address).join(" and of ")}.`
      : `It is not an address (${kinds.map((kind) => `${kind}/…`).join(", ")}), nor the name of an applied experiment or instance.`,
    (named.length > 1 ? named.map(({ address }) => address) : known.slice(0, 5)).map(
      (address) => `\`mlx run ${address}\``,
    ),
  );
}

async function queryInstance(
  { address }: AppliedResource<"experiment">,
  query: string,
  { store }: CreateDeps,
): Promise<AppliedResource<"instance">> {
  const conditions = parseInstanceQuery(query);
  if (typeof conditions === "string") throw noInstanceMatches(address, query, `${conditions}.`);
  const instances = (await store.resources.list("instance")).filter((it) => it.kind === "instance");
  const [newest] = matchInstances(instances, conditions);
  if (newest === undefined)
    throw noInstanceMatches(address, query, `${instances.length} instances were looked at.`);
  return newest;
}

async function chooseModel(
  request: RunRequest,
  { parameters }: ResolvedTask,
  experiment: AppliedResource<"experiment"> | undefined,
  instance: AppliedResource<"instance">,
  deps: CreateDeps,
): Promise<ModelVersion> {
  const { models } = deps.store;
  const named = request.model ?? parameters.modelId;
  if (typeof named === "string" && named !== "") return findModel(models, named);
  const newest =
    (experiment === undefined ? undefined : await models.latestOf(experiment.address)) ??
    (await models.latest(nameOf(instance.address)));
  if (newest !== undefined) return newest;
  throw nothingToScoreWith((experiment ?? instance).address, await trainingCommand(instance.address, deps));
}

async function trainingCommand(instance: Address<"instance">, { store }: CreateDeps): Promise<string> {
  for (const resource of await store.resources.list("experiment"))
    if (
      resource.kind === "experiment" &&
      resource.spec.task === "train" &&
      "instance" in resource.spec.target &&
      resource.spec.target.instance === instance
    )
      return `mlx run ${resource.address}`;
  return `mlx run ${instance} --task train`;
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
