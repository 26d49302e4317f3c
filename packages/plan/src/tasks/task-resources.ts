import type { Address, TaskName } from "@mlx/core";
import type { ResourceLookup } from "../resource-state.ts";

/**
 * The resources that take part in a task of an instance, on its own or for an experiment: those of
 * `resolveTask`, but without a failure where one is missing.
 */
export function taskResources(
  lookup: ResourceLookup,
  task: TaskName,
  {
    instance,
    experiment,
  }: { readonly instance?: Address | undefined; readonly experiment?: Address | undefined },
): readonly Address[] {
  const [user, declared] = [experiment && lookup(experiment), instance && lookup(instance)];
  const own = user && user.kind === "experiment" ? user.spec.inputs : {};
  const used = new Set<Address>();
  if (experiment !== undefined) used.add(experiment);
  if (instance !== undefined) used.add(instance);
  const spec = declared && declared.kind === "instance" ? declared.spec : undefined;
  if (spec !== undefined) used.add(spec.recipe);
  for (const dataset of Object.values({ ...spec?.tasks[task]?.inputs, ...own })) used.add(dataset);
  return [...used];
}
