import type { Address, AppliedResource, DesiredResource } from "@mlx/core";

export interface MissingTask {
  readonly experiment: Address<"experiment">;
  readonly instance: Address<"instance">;
  readonly summary: string;
  readonly detail: string;
}

/** Experiments that run a task which their instance, where it is among the resources, does not declare. */
export function missingTasks(
  resources: readonly (DesiredResource | AppliedResource)[],
): readonly MissingTask[] {
  const instances = new Map(resources.filter((it) => it.kind === "instance").map((it) => [it.address, it]));
  return resources.flatMap((resource) => {
    if (resource.kind !== "experiment" || !("instance" in resource.spec.target)) return [];
    const { address: experiment } = resource;
    const { task, target } = resource.spec;
    const declared = Object.keys(instances.get(target.instance)?.spec.tasks ?? { [task]: {} });
    if (declared.includes(task)) return [];
    const summary = `${experiment} runs the task "${task}", which ${target.instance} does not declare`;
    const detail = `It declares ${declared.join(", ") || "none"}. Add it to the instance's \`tasks\`, or change the experiment's \`task\`.`;
    return [{ experiment, instance: target.instance, summary, detail }];
  });
}
