import type { AnnouncedRun, Ids, PlannedRun } from "@mlx/core";

/** The runs that a plan promises, as an apply writes them down. */
export function announce(
  runs: readonly PlannedRun[],
  { ids, actor, at }: { readonly ids: Ids; readonly actor: string; readonly at: string },
): readonly AnnouncedRun[] {
  return runs.map(({ experiment, because, waitsFor }) => ({
    id: ids.uuid(),
    experiment,
    because,
    actor,
    at,
    ...(waitsFor === undefined ? {} : { problem: `it waits for ${waitsFor}` }),
  }));
}
