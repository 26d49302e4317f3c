/** Where a recipe runs and what its image is: what the schema cannot say. */
import { posix } from "node:path";
import { type ExecutorName, isJsonObject, type Json, type JsonObject } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import type { Suggest } from "../findings/suggest.ts";
import { checkBuildArgs } from "./check-build-args.ts";
import { checkContainer } from "./check-container.ts";
import { checkImage } from "./check-images.ts";
import type { SchemaFinding } from "./schema-errors.ts";

/** `defaultExecutor`: of recipes with `source`; `undefined` when it is not known. */
export function checkRecipe(
  value: JsonObject,
  defaultExecutor: ExecutorName | undefined,
  suggest: Suggest,
): readonly SchemaFinding[] {
  const { executor, container, image, build, source } = value;
  const findings = [...checkImage(["image"], image), ...checkBuild(build)];
  const origin = image !== undefined ? "image" : build !== undefined ? "build" : "source";
  if (executor === "process" && origin !== "source" && source === undefined) {
    findings.push({
      code: configCode.executorMismatch,
      path: ["executor"],
      on: "value",
      summary: `A recipe with \`${origin}\` cannot run as a process.`,
      detail:
        "Images run in containers: remove `executor`, or name the program's folder as `source` instead.",
    });
  } else if (container !== undefined) {
    const runsIn = executor ?? (origin === "source" ? defaultExecutor : "docker");
    if (runsIn === "process") findings.push(containerOfProcess(executor === "process"));
    else findings.push(...checkContainer(container, origin, suggest));
  }
  return findings;
}

function containerOfProcess(written: boolean): SchemaFinding {
  return {
    code: configCode.executorMismatch,
    path: ["container"],
    on: "key",
    summary: "`container` says how a container is made, and this recipe runs as a process.",
    detail: written
      ? "Write `executor: docker`, or remove `container`."
      : "Recipes with `source` do, unless they, the project or its environment say otherwise. Add `executor: docker`, or remove `container`.",
  };
}

function checkBuild(build: Json | undefined): readonly SchemaFinding[] {
  if (!isJsonObject(build)) return [];
  const { dockerfile } = build;
  const findings = [...checkBuildArgs(["build", "args"], build.args)];
  if (typeof dockerfile === "string" && leaves(dockerfile)) {
    findings.push({
      code: configCode.dockerfileOutside,
      path: ["build", "dockerfile"],
      on: "value",
      summary: `\`${dockerfile}\` is not a path inside the build's context.`,
      detail: "It is relative to `context`: move the file there, or name a context that holds it.",
    });
  }
  return findings;
}

function leaves(path: string): boolean {
  return posix.isAbsolute(path) || /^\.\.(\/|$)/.test(posix.normalize(path));
}
