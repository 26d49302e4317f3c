import {
  checkSparkMemory,
  checkSparkSettings,
  type Diagnostic,
  type ExecutorName,
  type Machine,
  type PreparedResource,
  shareOfTask,
  sparkSettings,
} from "@mlx/core";
import { findSparkTasks, type SparkTask } from "@mlx/plan";
import { resourceFinding } from "./resource-finding.ts";

/**
 * Tasks of Spark whose settings contradict each other, or need more memory than there is where their
 * driver runs. An experiment's parameters count too; what is wrong with its instance already is told
 * there.
 */
export async function checkSpark(
  prepared: readonly PreparedResource[],
  machineOf: (executor: ExecutorName) => Promise<Machine | undefined>,
): Promise<readonly Diagnostic[]> {
  const findings: Diagnostic[] = [];
  const told = new Set<string>();
  // Instances first, so that their experiments repeat nothing.
  const tasks = findSparkTasks(prepared).toSorted((a, b) => rank(a) - rank(b));
  for (const sparkTask of tasks) {
    const { resource, instance, task, recipe } = sparkTask;
    for (const { problem, remedy } of findProblems(sparkTask, await machineOf(recipe.spec.executor))) {
      const key = JSON.stringify([instance, task, problem]);
      if (told.has(key)) continue;
      told.add(key);
      const summary = `${resource.address} cannot run ${task}: ${problem}`;
      findings.push(resourceFinding(resource, "error", "MLX4043", summary, remedy));
    }
  }
  return findings;
}

function rank({ resource }: SparkTask): number {
  return resource.kind === "instance" ? 0 : 1;
}

interface Problem {
  readonly problem: string;
  readonly remedy: string;
}

function findProblems(
  { recipe, specification, parameters, task }: SparkTask,
  machine: Machine | undefined,
): readonly Problem[] {
  const { executor, type: recipeType } = recipe.spec;
  const memory =
    machine === undefined
      ? undefined
      : checkSparkMemory(sparkSettings(specification, parameters), {
          executor,
          recipeType,
          ...shareOfTask(executor, specification, machine),
        });
  const where = `\`tasks.${task}.specification\`, or the parameters of the same names`;
  return [
    ...checkSparkSettings(specification, parameters).map((problem) => ({
      problem,
      remedy: `Spark's settings come from ${where}.`,
    })),
    ...(memory === undefined
      ? []
      : [{ problem: memory, remedy: `Ask for less in ${where}, or plan where there is more.` }]),
  ];
}
