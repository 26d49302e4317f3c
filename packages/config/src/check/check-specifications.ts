import {
  type Address,
  type Code,
  type DesiredResource,
  isJsonObject,
  type Json,
  type RecipeType,
  type TaskSpecification,
} from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import { child, type Declared, placeIn } from "../resolve/declarations.ts";
import { looksSecret } from "./secret-names.ts";

export interface DesiredInstance {
  readonly desired: DesiredResource<"instance">;
  /** As written, expressions resolved. */
  readonly value: Json;
  readonly declared: Declared;
}

/**
 * Whether each task's specification is for a recipe of that type. A SparkTaskSpec is refused where
 * nothing would read it; a ContainerTaskSpec limits the container of a Spark program too, which may
 * be what is wanted.
 */
export function checkSpecifications(
  instances: readonly DesiredInstance[],
  typeOf: (recipe: Address<"recipe">) => RecipeType | undefined,
  problems: Problems,
): void {
  /** All resources of one declaration share its mistakes. */
  const told = new Set<string>();
  for (const { desired, value, declared } of instances) {
    const { name, layers } = declared;
    const { recipe, tasks } = desired.spec;
    for (const [task, { specification }] of Object.entries(tasks)) {
      if (specification === undefined) continue;
      const findings = [
        ...checkType(specification, recipe, typeOf(recipe)),
        ...checkUnused(specification),
        ...checkSecretProperties(specification),
      ];
      for (const { field, severity, code, summary, detail } of findings) {
        const id = `${name} ${task} ${summary}`;
        if (told.has(id)) continue;
        told.add(id);
        const written = child(child(value, "tasks"), task) === undefined ? "fp" : task;
        const place = placeIn(layers, ["tasks", written, "specification", ...[field].flat()]);
        problems[severity](code ?? configCode.specificationMismatch, place, summary, { detail });
      }
    }
  }
}

interface Finding {
  readonly field: string | readonly string[];
  readonly code?: Code;
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
}

/** The type of a recipe that is wrong itself is not known. */
function checkType(
  { type }: TaskSpecification,
  recipe: string,
  recipeType: RecipeType | undefined,
): readonly Finding[] {
  if (recipeType === undefined) return [];
  const isSpark = recipeType === "PySpark" || recipeType === "Spark";
  if (isSpark === (type === "SparkTaskSpec")) return [];
  return [
    isSpark
      ? {
          field: "type",
          severity: "warning",
          summary: `\`${recipe}\` is of type ${recipeType}, which takes a SparkTaskSpec.`,
          detail:
            "A ContainerTaskSpec limits the container and says nothing to Spark. Write `type: SparkTaskSpec` with `driverMemoryInMB`, `executorCores` and the like; every field may be left out.",
        }
      : {
          field: "type",
          severity: "error",
          summary: `A SparkTaskSpec is for recipes of type PySpark and Spark, and \`${recipe}\` is of type ${recipeType}: nothing would read it.`,
          detail:
            "Write `type: ContainerTaskSpec` with `cpus` and `memoryInMB`, or correct the recipe's `type`.",
        },
  ];
}

/** Spark's properties stand in the store and on command lines. */
function checkSecretProperties({ sparkConf }: TaskSpecification): readonly Finding[] {
  if (!isJsonObject(sparkConf)) return [];
  return Object.keys(sparkConf)
    .filter(looksSecret)
    .map((name) => ({
      field: ["sparkConf", name],
      code: configCode.secretLiteral,
      severity: "error",
      summary: `\`${name}\` looks like a secret, and Spark's properties are kept in the store and shown on command lines.`,
      detail:
        "Give it to the program as a secret in the recipe's `env`, and set the property there: `SparkSession.builder.config(…)`.",
    }));
}

/** What the Sensei API has, and this version of mlx takes without doing anything about it. */
function checkUnused({ instances = 1, diskSizeInGB }: TaskSpecification): readonly Finding[] {
  const findings: Finding[] = [];
  if (instances !== 1) {
    findings.push({
      field: "instances",
      severity: "warning",
      summary: `A task runs in one container, not in ${String(instances)}.`,
      detail: "Write `instances: 1`, or leave it out.",
    });
  }
  if (diskSizeInGB !== undefined) {
    findings.push({
      field: "diskSizeInGB",
      severity: "warning",
      summary: "`diskSizeInGB` does not limit anything yet.",
      detail: "`container.tmpSizeInMB` limits `/tmp`, and a file system's quota all else.",
    });
  }
  return findings;
}
