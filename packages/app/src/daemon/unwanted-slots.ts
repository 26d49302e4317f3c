import { machineSlots, type Slots, type Store } from "@mlx/core";

/** Slots that were given by name and that nobody takes: most often a slip of the hand. */
export interface UnwantedSlots {
  readonly names: readonly string[];
  /** The named slots that applied experiments want. */
  readonly wanted: readonly string[];
}

/** Those of `given` that no applied experiment wants; a machine's own are wanted by every run. */
export async function unwantedSlots(
  given: Slots,
  { resources }: Pick<Store, "resources">,
): Promise<UnwantedSlots> {
  const own: readonly string[] = [...machineSlots, "runs"];
  const named = Object.keys(given).filter((name) => !own.includes(name));
  if (named.length === 0) return { names: [], wanted: [] };
  const wanted = new Set<string>();
  for (const resource of await resources.list("experiment"))
    if (resource.kind === "experiment")
      for (const name of Object.keys(resource.spec.slots ?? {})) wanted.add(name);
  return { names: named.filter((name) => !wanted.has(name)), wanted: [...wanted].sort() };
}
