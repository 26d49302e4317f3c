import {
  type DesiredResource,
  type Diagnostic,
  type Digest,
  findTaskProgram,
  type Manifest,
  type PreparedResource,
  type ProgramName,
  taskNames,
} from "@mlx/core";
import { resourceFinding } from "./resource-finding.ts";

/**
 * Programs that an instance's tasks or a service need, and that the recipe's source does not have. A score
 * task with `transform` needs `serve`.
 */
export function missingPrograms(
  prepared: readonly PreparedResource[],
  manifests: ReadonlyMap<Digest, Manifest>,
): readonly Diagnostic[] {
  const recipes = new Map(prepared.filter((it) => it.kind === "recipe").map((it) => [it.address, it]));
  const instances = new Map(prepared.filter((it) => it.kind === "instance").map((it) => [it.address, it]));
  const diagnostics: Diagnostic[] = [];
  for (const resource of prepared) {
    const needs = programsOf(resource);
    if (needs.length === 0) continue;
    const instance = resource.kind === "service" ? instances.get(resource.spec.instance) : resource;
    const recipe = instance?.kind === "instance" ? recipes.get(instance.spec.recipe) : undefined;
    const digest = recipe?.observed.source?.manifest;
    const manifest = digest === undefined ? undefined : manifests.get(digest);
    // What a built image can do is not in its context.
    if (recipe === undefined || manifest === undefined || !("source" in recipe.spec.origin)) continue;
    for (const { name, why } of needs) {
      const program = findTaskProgram(name, recipe.spec.command[name], manifest, recipe.spec.type);
      if (program.type !== "missing") continue;
      const what = name === "serve" ? 'program "serve"' : `program for the task "${name}"`;
      diagnostics.push(
        resourceFinding(
          resource,
          "error",
          "MLX3004",
          `${recipe.address} has no ${what} that ${resource.address} ${why}`,
          `Looked for ${program.lookedFor.join(", ")} in its source folder. Add one of them, or give the recipe a \`command\` for ${name === "serve" ? "it" : "the task"}.`,
        ),
      );
    }
  }
  return diagnostics;
}

interface Need {
  readonly name: ProgramName;
  readonly why: string;
}

function programsOf(resource: DesiredResource): readonly Need[] {
  if (resource.kind === "service")
    return resource.spec.serve === undefined ? [] : [{ name: "serve", why: "serves with" }];
  if (resource.kind !== "instance") return [];
  const { tasks } = resource.spec;
  return taskNames
    .filter((task) => tasks[task] !== undefined)
    .map((task) =>
      tasks[task]?.transform === undefined
        ? { name: task, why: "declares" }
        : { name: "serve", why: "transforms with" },
    );
}
