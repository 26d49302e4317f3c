import type { Diagnostic, PreparedResource } from "@mlx/core";
import { resourceFinding } from "./resource-finding.ts";

/** Score tasks with `transform` whose recipe runs in containers: their runs could only fail, with 4062. */
export function checkTransform(prepared: readonly PreparedResource[]): readonly Diagnostic[] {
  const inContainers = new Set(
    prepared.flatMap((it) => (it.kind === "recipe" && it.spec.executor === "docker" ? [it.address] : [])),
  );
  return prepared.flatMap((it) => {
    if (it.kind !== "instance" || it.spec.tasks.score?.transform === undefined) return [];
    const { recipe } = it.spec;
    if (!inContainers.has(recipe)) return [];
    return [
      resourceFinding(
        it,
        "error",
        "MLX4062",
        `${recipe} runs in containers, where the \`transform\` of ${it.address} does not work yet`,
        "Give the recipe a `score` program and leave `transform` out, or, where it has a `source`, take `executor: process`.",
      ),
    ];
  });
}
