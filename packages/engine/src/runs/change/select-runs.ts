import type { Run, RunFilter, Store } from "@mlx/core";

const pageSize = 500;

/** All runs that the filter selects, oldest first: what is done to many of them begins with what waits the longest. */
export async function selectRuns(
  filter: RunFilter,
  { store }: { readonly store: Pick<Store, "runs"> },
): Promise<readonly Run[]> {
  const selected: Run[] = [];
  for (;;) {
    const before = selected.at(-1)?.id;
    const page = await store.runs.list(filter, {
      limit: pageSize,
      ...(before === undefined ? {} : { before }),
    });
    selected.push(...page.map(({ run }) => run));
    if (page.length < pageSize) return selected.reverse();
  }
}
