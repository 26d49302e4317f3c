import { type Address, type AppliedResource, type DesiredResource, type Diagnostic, nameOf } from "@mlx/core";
import { missingTasks } from "@mlx/engine";
import type { Applied } from "../../applied/read-applied.ts";

/** Tasks that instances declare no longer once `resources` are written, and that experiments beside them run. */
export function lostTasks(
  resources: readonly DesiredResource[],
  removed: readonly AppliedResource[],
  { byAddress }: Applied,
): readonly Diagnostic[] {
  const instances = resources.filter(({ kind }) => kind === "instance");
  if (instances.length === 0) return [];
  const others = new Map(byAddress);
  for (const { address } of [...resources, ...removed]) others.delete(address);
  const declared = new Set<Address>(instances.map(({ address }) => address));
  return missingTasks([...instances, ...others.values()])
    .filter(({ instance }) => declared.has(instance))
    .map(({ instance, summary, detail }) => ({
      severity: "error",
      code: "MLX3019",
      summary,
      detail,
      path: ["instances", nameOf(instance), "tasks"],
      notes: [],
    }));
}
