import { type Address, type Consequence, type PlanBefore, type TaskName, taskNames } from "@mlx/core";
import { altersTask } from "../changes/compare-resource.ts";
import { compareText } from "../compare-text.ts";
import type { ResourceLookup } from "../resource-state.ts";
import { taskResources } from "../tasks/task-resources.ts";
import type { PlanOutcome } from "./plan-outcome.ts";

/**
 * Instances and experiments that are not changed themselves and use something that is, for a task
 * that the change alters. An order alone (`dependsOn`) is no use.
 */
export function affectedResources({ after, changed, meanings }: PlanOutcome): readonly Consequence[] {
  if (meanings.size === 0) return [];
  const lookup: ResourceLookup = (address) => after.get(address);
  const affected: Consequence[] = [];
  for (const resource of after.values()) {
    if (changed.has(resource.address)) continue;
    const because = new Set<Address>();
    for (const { task, used } of usesOf(resource, lookup))
      for (const address of used) if (altersTask(meanings.get(address), task)) because.add(address);
    if (because.size > 0)
      affected.push({
        type: "affected",
        address: resource.address,
        because: [...because].sort(compareText),
      });
  }
  return affected;
}

interface Use {
  readonly task: TaskName;
  readonly used: readonly Address[];
}

function usesOf(resource: PlanBefore, lookup: ResourceLookup): readonly Use[] {
  if (resource.kind === "experiment") {
    const { target, task, chain = [{ task }] } = resource.spec;
    const instance = "instance" in target ? target.instance : undefined;
    return chain.map((step) => ({
      task: step.task,
      used: taskResources(lookup, step.task, { instance, experiment: resource.address }),
    }));
  }
  if (resource.kind !== "instance") return [];
  const { tasks } = resource.spec;
  return taskNames
    .filter((task) => tasks[task] !== undefined)
    .map((task) => ({ task, used: taskResources(lookup, task, { instance: resource.address }) }));
}
