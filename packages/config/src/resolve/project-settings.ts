/** `executor` and `docker`: what holds for the whole project, with the environment's over it. */
import { resolve } from "node:path";
import type { JsonObject } from "@mlx/core";
import { isJsonObject } from "@mlx/core";
import { sortedUnique } from "../canonical/common.ts";
import { checkSettings } from "../check/check-settings.ts";
import type { Outcome, Scope } from "../expressions/evaluate.ts";
import { toProjectPath } from "../files/project-path.ts";
import type { Place, Problems } from "../findings/problem.ts";
import type { Suggest } from "../findings/suggest.ts";
import type { Docker } from "../generated/language.ts";
import { validateSettings } from "../generated/validators.js";
import type { DockerSettings, ProjectSettings } from "../load-options.ts";
import { type DeclaredSettings, placeIn } from "./declarations.ts";
import { resolveValues } from "./resolve-values.ts";

export interface ResolvedSettings {
  /** As written, expressions resolved. */
  readonly value: JsonObject;
  /** Absent when something is wrong with them; that was told. */
  readonly settings?: ProjectSettings;
}

export const noSettings: ProjectSettings = { docker: { build: { args: {} } } };

export function resolveProjectSettings(
  { value: written, layers }: DeclaredSettings,
  root: string,
  scope: Scope,
  report: (outcome: Exclude<Outcome, { value: unknown }>, place: () => Place) => void,
  suggest: Suggest,
  problems: Problems,
): ResolvedSettings {
  const failed: (readonly string[])[] = [];
  const resolved = resolveValues(written, scope, (path, outcome) => {
    failed.push(path);
    report(outcome, () => placeIn(layers, path));
  });
  const value = isJsonObject(resolved) ? resolved : written;
  let wrong = failed.length > 0;
  for (const { code, path, on, summary, detail, severity = "error" } of checkSettings(value, suggest)) {
    if (failed.some((failedPath) => failedPath.every((key, depth) => path[depth] === key))) continue;
    if (severity === "error") wrong = true;
    problems[severity](code, placeIn(layers, path, on), summary, { detail });
  }
  if (wrong || !validateSettings(value)) return { value };
  const { executor, docker } = value;
  const inProject = (path: string) =>
    resolve(root, toProjectPath(path, placeIn(layers, ["docker", "build", "caBundle"]).file.folder));
  return {
    value,
    settings: {
      ...(executor === undefined ? {} : { executor }),
      docker: canonicalDocker(docker ?? {}, inProject),
    },
  };
}

function canonicalDocker(
  { baseImage, registries, build = {} }: NonNullable<Docker>,
  absolute: (path: string) => string,
): DockerSettings {
  const { args = {}, caBundle, network } = build;
  return {
    ...(baseImage === undefined ? {} : { baseImage }),
    ...(registries === undefined
      ? {}
      : { registries: sortedUnique(registries.map((host) => host.toLowerCase())) }),
    build: {
      args: Object.fromEntries(Object.entries(args).map(([name, arg]) => [name, String(arg)])),
      ...(caBundle === undefined ? {} : { caBundle: absolute(caBundle) }),
      ...(network === undefined ? {} : { network }),
    },
  };
}
