import type {
  Diagnostic,
  ExecutorName,
  Json,
  Machine,
  PreparedResource,
  RecipeSpec,
  TaskLimits,
  TaskName,
  TaskSpecification,
} from "@mlx/core";
import { resourceFinding } from "./resource-finding.ts";

/** What a task can be given by the engine's machine, or by this one; `undefined` where nobody can say. */
export type MachineOf = (executor: ExecutorName) => Promise<Machine | undefined>;

/**
 * Tasks that ask for more than there is. For a process the number of processors is advice, which it
 * does not get less by; its memory, and both of a container, it would have to have. Nobody is asked
 * about a machine that no task asks anything of.
 */
export async function checkLimits(
  prepared: readonly PreparedResource[],
  machineOf: MachineOf,
): Promise<readonly Diagnostic[]> {
  const findings: Diagnostic[] = [];
  for (const need of findNeeds(prepared)) {
    const machine = await machineOf(need.executor);
    if (machine !== undefined) findings.push(...compare(need, machine));
  }
  return findings;
}

interface Need extends TaskLimits {
  readonly instance: PreparedResource<"instance">;
  readonly task: TaskName;
  readonly executor: ExecutorName;
}

function findNeeds(prepared: readonly PreparedResource[]): readonly Need[] {
  const recipes = new Map<string, RecipeSpec>(
    prepared.flatMap((it) => (it.kind === "recipe" ? [[it.address, it.spec] as const] : [])),
  );
  return prepared.flatMap((instance) => {
    if (instance.kind !== "instance" || !instance.spec.enabled) return [];
    const recipe = recipes.get(instance.spec.recipe);
    if (recipe === undefined) return [];
    return Object.entries(instance.spec.tasks).flatMap(([task, { specification }]) =>
      specification === undefined
        ? []
        : [{ instance, task: task as TaskName, executor: recipe.executor, ...readLimits(specification) }],
    );
  });
}

function readLimits({ cpus, memoryInMB }: TaskSpecification): TaskLimits {
  const limits = { cpus: toNumber(cpus), memoryInMB: toNumber(memoryInMB) };
  return {
    ...(limits.cpus === undefined ? {} : { cpus: limits.cpus }),
    ...(limits.memoryInMB === undefined ? {} : { memoryInMB: limits.memoryInMB }),
  };
}

/** A specification has numbers as such or as text. */
function toNumber(value: Json | undefined): number | undefined {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && number > 0 ? number : undefined;
}

function compare(need: Need, machine: Machine): readonly Diagnostic[] {
  const { instance, task, executor, cpus = 0, memoryInMB = 0 } = need;
  const place = executor === "docker" ? "this engine" : "this machine";
  const shortages = [
    ...(memoryInMB > machine.memoryInMB
      ? [{ field: "memoryInMB", needs: mebibytes(memoryInMB), has: mebibytes(machine.memoryInMB) }]
      : []),
    ...(executor === "docker" && cpus > machine.cpus
      ? [{ field: "cpus", needs: `${cpus} processors`, has: `${machine.cpus}` }]
      : []),
  ];
  return shortages.map(({ field, needs, has }) =>
    resourceFinding(
      instance,
      "error",
      "MLX3021",
      `${instance.address} needs ${needs} for ${task}, and ${place} has ${has}`,
      `\`tasks.${task}.specification.${field}\` says so. Ask for less, or plan where there is more.`,
    ),
  );
}

/** `64,000 MiB`. */
function mebibytes(amount: number): string {
  return `${Math.round(amount).toLocaleString("en")} MiB`;
}
