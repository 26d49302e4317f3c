import type { RecipeOrigin, RecipeSpec } from "@mlx/core";
import { toProjectPath } from "../files/project-path.ts";
import type { Recipe } from "../generated/language.ts";
import {
  byTask,
  type CanonicalContext,
  canonicalCommon,
  canonicalEnvironment,
  canonicalParameters,
} from "./common.ts";

export function canonicalRecipe(written: Recipe, context: CanonicalContext): RecipeSpec {
  return {
    ...canonicalCommon(written, context),
    type: written.type ?? "Python",
    algorithm: written.algorithm ?? "Custom",
    origin: canonicalOrigin(written, context),
    command: byTask(written.command, (command) =>
      typeof command === "string" ? command.trim().split(/\s+/) : command,
    ),
    defaults: byTask(written.defaults, (parameters) => canonicalParameters(parameters, context)),
    env: canonicalEnvironment(written.env, context),
    requireModel: written.requireModel ?? true,
    executor: written.source === undefined ? "docker" : "process",
  };
}

function canonicalOrigin({ source, image, build }: Recipe, { folder }: CanonicalContext): RecipeOrigin {
  if (image !== undefined) return { image };
  if (build === undefined) return { source: toProjectPath(source ?? ".", folder) };
  const { context, dockerfile = "Dockerfile" } = typeof build === "string" ? { context: build } : build;
  return { build: { context: toProjectPath(context, folder), dockerfile: toProjectPath(dockerfile, "") } };
}
