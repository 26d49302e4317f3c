import { type Address, type Result, toResult } from "@mlx/core";
import type { Project } from "../../project.ts";

/** What files declare, and the API has changed since they were applied. */
export function findDrifted(project: Project): Promise<Result<ReadonlySet<Address>>> {
  return toResult(async () => {
    const { heads } = await (await project.adapters()).store.resources.heads();
    return new Set(heads.flatMap(({ address, drifted }) => (drifted ? [address] : [])));
  });
}
