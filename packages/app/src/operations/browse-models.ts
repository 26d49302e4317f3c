/** Versions of models by their ids, a page at a time: what answers clients that ask often. */
import { type Address, type ModelVersion, nameOf, type Result, type Store, toResult } from "@mlx/core";
import { parseModelRef, resolveSelector } from "@mlx/models";
import type { Project } from "../project.ts";
import type { Page } from "./browse-runs.ts";

export interface VersionFilter {
  readonly experiment?: Address<"experiment">;
  readonly runId?: string;
}

/** A deleted one is found too. */
export function findVersionById(project: Project, id: string): Promise<Result<ModelVersion | undefined>> {
  return toResult(async () => (await project.adapters()).store.models.getById(id));
}

/** By `NAME@vN`, with or without `model/` in front; a deleted one is found too. */
export function findVersionByRef(project: Project, ref: string): Promise<Result<ModelVersion | undefined>> {
  return toResult(async () => {
    const parsed = parseModelRef(ref);
    if (parsed?.selector.type !== "version") return undefined;
    return (await project.adapters()).store.models.get(parsed.model, parsed.selector.version);
  });
}

/** The READY version that a run made. */
export function findVersionOfRun(project: Project, runId: string): Promise<Result<ModelVersion | undefined>> {
  return toResult(async () => (await project.adapters()).store.models.ofRun(runId));
}

export function pageVersions(
  project: Project,
  filter: VersionFilter,
  page: Page,
): Promise<Result<{ readonly versions: readonly ModelVersion[]; readonly total: number }>> {
  return toResult(async () => (await project.adapters()).store.models.page(filter, page));
}

/** Versions of the model that were brought from elsewhere and name a run as their source. */
export function listVersionsBroughtOfRuns(
  project: Project,
  model: string,
): Promise<Result<readonly ModelVersion[]>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    return (await store.models.versions(model)).filter((version) => runNamedBy(version) !== undefined);
  });
}

/** The run that one which was brought from elsewhere names as its source: `run/UUID`. */
export function runNamedBy({ origin }: Pick<ModelVersion, "origin">): string | undefined {
  if (origin.type !== "external") return undefined;
  return /^run\/([0-9a-f-]{36})$/.exec(origin.source ?? "")?.[1];
}

/** What was published as of one version of the store. */
const known = new WeakMap<Store, { readonly version: string; readonly ids: ReadonlySet<string> }>();

/** Ids of the versions that an alias points to, or that a service means or serves now. */
export function publishedVersions(project: Project): Promise<Result<ReadonlySet<string>>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    const version = store.version();
    const before = known.get(store);
    if (before?.version === version) return before.ids;
    const ids = new Set(await readPublished(store));
    known.set(store, { version, ids });
    return ids;
  });
}

async function readPublished(store: Store): Promise<readonly string[]> {
  const { models, resources, endpoints } = store;
  const aliased = (await models.aliases()).map(({ model, version }) => models.get(model, version));
  const meant = (await resources.list("service")).flatMap((resource) =>
    resource.kind === "service"
      ? [resolveSelector(models, nameOf(resource.spec.instance), resource.spec.model)]
      : [],
  );
  const served = (await endpoints.list()).map(async ({ status }) => {
    const ref =
      "serving" in status && status.serving !== undefined ? parseModelRef(status.serving) : undefined;
    return ref?.selector.type === "version" ? models.get(ref.model, ref.selector.version) : undefined;
  });
  const found = await Promise.all([...aliased, ...meant, ...served]);
  return found.flatMap((version) => version?.id ?? []);
}
