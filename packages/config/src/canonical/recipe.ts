import { type ImageBuild, type RecipeOrigin, type RecipeSpec, taskNames } from "@mlx/core";
import { toProjectPath } from "../files/project-path.ts";
import type { Recipe } from "../generated/language.ts";
import {
  byTask,
  type CanonicalContext,
  canonicalCommand,
  canonicalCommon,
  canonicalEnvironment,
  canonicalParameters,
  mapSorted,
} from "./common.ts";
import { canonicalContainer } from "./container.ts";

export function canonicalRecipe(written: Recipe, context: CanonicalContext): RecipeSpec {
  const executor = written.executor ?? (written.source === undefined ? "docker" : context.defaultExecutor);
  return {
    ...canonicalCommon(written, context),
    type: written.type ?? "Python",
    algorithm: written.algorithm ?? "Custom",
    origin: canonicalOrigin(written, context),
    command: byTask(written.command, canonicalCommand, [...taskNames, "serve"]),
    defaults: byTask(written.defaults, (parameters) => canonicalParameters(parameters, context), taskNames),
    env: canonicalEnvironment(written.env, context),
    requireModel: written.requireModel ?? true,
    executor,
    ...(executor === "docker" ? { container: canonicalContainer(written.container, written.type) } : {}),
  };
}

function canonicalOrigin(
  { source, image, build }: Recipe,
  { folder, buildArgs }: CanonicalContext,
): RecipeOrigin {
  if (image !== undefined) return { image };
  if (build === undefined) return { source: toProjectPath(source ?? ".", folder) };
  const written = typeof build === "string" ? { context: build } : build;
  return { build: canonicalBuild({ ...written, args: { ...buildArgs, ...written.args } }, folder) };
}

function canonicalBuild(
  { context, dockerfile = "Dockerfile", target, args = {} }: Exclude<NonNullable<Recipe["build"]>, string>,
  folder: string,
): ImageBuild {
  return {
    context: toProjectPath(context, folder),
    dockerfile: toProjectPath(dockerfile, ""),
    ...(target === undefined ? {} : { target }),
    ...(Object.keys(args).length === 0 ? {} : { args: mapSorted(args, String) }),
  };
}
