import { type AppliedResource, type DeletedResource, kinds, type Result, toResult } from "@mlx/core";
import type { Project } from "../../project.ts";

/** What was made through the API and no file declares, by address. */
export function listUnmanaged(project: Project): Promise<Result<readonly AppliedResource[]>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    return (await store.resources.unmanaged()).toSorted((a, b) => (a.address < b.address ? -1 : 1));
  });
}

/** What was deleted through the API and is not there again: the newest deletion first, of it what others need first. */
export function listDeleted(project: Project): Promise<Result<readonly DeletedResource[]>> {
  return toResult(async () => {
    const deleted = await (await project.adapters()).store.resources.deleted({});
    return deleted.toSorted(
      (a, b) => b.serial - a.serial || kinds.indexOf(a.resource.kind) - kinds.indexOf(b.resource.kind),
    );
  });
}
