import { listResources, type Project } from "@mlx/app";
import type { AppliedResource, JsonObject } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import type { Collection } from "../listing/list-page.ts";
import type { ListQuery } from "../listing/list-query.ts";
import { listViews, type View } from "../listing/list-views.ts";
import { matches } from "../listing/matches.ts";
import type { ApiKind } from "./find-resources.ts";

/** The views of resources, in their order. */
export type Present<K extends ApiKind> = (
  project: Project,
  resources: readonly AppliedResource<K>[],
) => Promise<readonly View[]>;

/** A list of all resources of a kind; of those that were deleted and can be restored only where it asks for them. */
export async function listOfKind<K extends ApiKind>(
  project: Project,
  kind: K,
  collection: Collection,
  query: ListQuery,
  present: Present<K>,
): Promise<JsonObject> {
  const views = await presentOnce(project, unwrap(await listResources(project, kind)), present);
  const aboutDeleted = query.conditions.filter(({ path }) => path[0] === "deleted");
  if (aboutDeleted.length === 0 || !matches({ deleted: true }, aboutDeleted))
    return listViews(collection, query, views);
  const { store } = await project.adapters();
  const deleted = (await store.resources.deleted({ kind })).map(({ resource }) => resource);
  const gone = await present(
    project,
    deleted.filter((resource) => isKind(resource, kind)),
  );
  const all = [...views, ...gone.map(asDeleted)].sort((one, other) =>
    String(one.full.created).localeCompare(String(other.full.created)),
  );
  return listViews(collection, query, all);
}

const presented = new WeakMap<object, Promise<readonly View[]>>();

/** The list is another as soon as any resource has changed, also one that views take something of. */
function presentOnce<K extends ApiKind>(
  project: Project,
  resources: readonly AppliedResource<K>[],
  present: Present<K>,
): Promise<readonly View[]> {
  const before = presented.get(resources);
  if (before !== undefined) return before;
  const made = present(project, resources);
  presented.set(resources, made);
  made.catch(() => presented.delete(resources));
  return made;
}

function isKind<K extends ApiKind>(
  resource: AppliedResource,
  kind: K,
): resource is AppliedResource<K> & AppliedResource {
  return resource.kind === kind;
}

function asDeleted({ full, summary }: View): View {
  return { full: { ...full, deleted: true }, summary: { ...toObject(summary), deleted: true } };
}

function toObject(summary: View["summary"]): object {
  return typeof summary === "object" && summary !== null ? summary : {};
}
