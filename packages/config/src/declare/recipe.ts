import type { ContainerSpec, ImageBuild, JsonObject, RecipeOrigin, RecipeSpec } from "@mlx/core";
import { canonicalContainer } from "../canonical/container.ts";
import {
  type DeclarationContext,
  declareCommand,
  declareCommon,
  declarePath,
  declareValues,
} from "./common.ts";
import { fieldsOf, mapValues, unless, unlessEmpty } from "./fields.ts";

export function declareRecipe(spec: RecipeSpec, context: DeclarationContext): JsonObject {
  const { type, algorithm, origin, command, defaults, env, requireModel, executor, container } = spec;
  return fieldsOf({
    description: spec.description,
    type,
    algorithm: unless(algorithm, "Custom"),
    ...declareOrigin(origin, context),
    executor: unless(executor, "source" in origin ? context.defaultExecutor : "docker"),
    container: container === undefined ? undefined : unlessEmpty(declareContainer(container, type)),
    command: unlessEmpty(mapValues(command, (words) => declareCommand(words))),
    defaults: unlessEmpty(mapValues(defaults, (parameters) => declareValues(parameters, context) ?? {})),
    env: declareValues(env, context),
    requireModel: unless(requireModel, true),
    ...declareCommon(spec),
  });
}

function declareOrigin(origin: RecipeOrigin, context: DeclarationContext): JsonObject {
  if ("source" in origin) return { source: declarePath(origin.source, context) };
  return "image" in origin ? { image: origin.image } : { build: declareBuild(origin.build, context) };
}

/** The Dockerfile is named from inside the context. */
function declareBuild(build: ImageBuild, location: DeclarationContext): string | JsonObject {
  const context = declarePath(build.context, location);
  const others = fieldsOf({
    dockerfile: unless(build.dockerfile, "Dockerfile"),
    target: build.target,
    args: unlessEmpty(build.args ?? {}),
  });
  return unlessEmpty(others) === undefined ? context : { context, ...others };
}

/** What a recipe of the type has anyway is left out. */
function declareContainer(container: ContainerSpec, type: RecipeSpec["type"]): JsonObject {
  const { profile, pull, entrypoint, capabilities, ...others } = container;
  const given = canonicalContainer({ profile }, type);
  return fieldsOf({
    profile: unless(profile, "strict"),
    pull: unless(pull, "missing"),
    ...others,
    tmpExec: given.tmpExec === container.tmpExec ? undefined : container.tmpExec,
    pids: given.pids === container.pids ? undefined : container.pids,
    entrypoint: entrypoint === undefined ? undefined : declareCommand(entrypoint),
    capabilities: capabilities === undefined ? undefined : [...capabilities],
  });
}
