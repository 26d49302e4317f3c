import {
  type Address,
  type AppliedResource,
  digestOfJson,
  formatModelVersion,
  nameOf,
  type Parameters,
  type RecipeSpec,
  type ReplicaSubmission,
  type ServeSpec,
} from "@mlx/core";
import { formatSelector, resolveSelector } from "@mlx/models";
import type { ServingDeps } from "./serving-deps.ts";

/** A service that serves, with all that it refers to, as applied. */
export interface ServedService {
  readonly address: Address<"service">;
  readonly service: AppliedResource<"service">;
  readonly serve: ServeSpec;
  readonly instance: AppliedResource<"instance">;
  readonly recipe: AppliedResource<"recipe">;
}

/** What is to serve: secrets are references here. */
export interface WantedServing {
  readonly generation: string;
  /** `model/x@v3`. */
  readonly ref: string;
  readonly serve: ServeSpec;
  readonly executor: RecipeSpec["executor"];
  readonly replica: ReplicaPlan;
}

export type ReplicaPlan = Omit<ReplicaSubmission, "id" | "secretValues" | "parameters" | "env"> & {
  readonly parameters: Parameters;
  readonly env: RecipeSpec["env"];
};

/** There is no model that could be served. */
export interface WaitingServing {
  readonly serve: ServeSpec;
  /** What it waits for. */
  readonly message: string;
}

/** What the service's selector means now, or why it means nothing. */
export async function findWanted(
  served: ServedService,
  { store }: Pick<ServingDeps, "store">,
): Promise<WantedServing | WaitingServing> {
  const { address, service, serve, instance, recipe } = served;
  const { model: selector } = service.spec;
  const model = await resolveSelector(store.models, nameOf(instance.address), selector);
  if (model === undefined)
    return {
      serve,
      message: `There is no version of model/${nameOf(instance.address)} yet that "${formatSelector(selector)}" means.`,
    };
  const { spec, observed } = recipe;
  const command = spec.command.serve;
  const source = observed.source?.manifest;
  const ref = formatModelVersion(model);
  const { specification = instance.spec.tasks.score?.specification } = serve;
  const replica: ReplicaPlan = {
    service: nameOf(address),
    instance: nameOf(instance.address),
    recipe: nameOf(recipe.address),
    recipeType: spec.type,
    origin: spec.origin,
    ...(spec.container === undefined ? {} : { container: spec.container }),
    ...(observed.image === undefined ? {} : { image: observed.image }),
    ...(source === undefined ? {} : { source }),
    ...(command === undefined ? {} : { command }),
    parameters: scoreParameters(spec, instance),
    env: { ...spec.env, ...serve.env },
    model: { ref, artifact: model.artifact.digest },
    ...(specification === undefined ? {} : { specification }),
    startTimeoutSeconds: serve.startTimeoutSeconds,
  };
  return { generation: digestOfJson(replica), ref, serve, executor: spec.executor, replica };
}

/** Those that a score run has: a model that is served answers as it scores. */
function scoreParameters({ defaults }: RecipeSpec, { spec }: AppliedResource<"instance">): Parameters {
  const { modelId: _, ...parameters } = { ...defaults.score, ...spec.tasks.score?.parameters };
  return parameters;
}
