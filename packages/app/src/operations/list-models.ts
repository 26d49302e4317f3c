import {
  type Address,
  type Alias,
  type ModelVersion,
  type Result,
  type SearchCondition,
  type SearchField,
  toResult,
} from "@mlx/core";
import { findModel, parseModelRef } from "@mlx/models";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { andAlso, readSearch, type SearchText } from "../search-query.ts";
import { staleReasons } from "../stale-reasons.ts";

export interface ListedModel {
  readonly version: ModelVersion;
  readonly latest: boolean;
  /** That it bears now, sorted. */
  readonly aliases: readonly string[];
  /** Why a train run now would make another model; empty while the version is up to date, or not the latest. */
  readonly stale: readonly string[];
  /** What trains it anew while it is stale: its experiment, or its instance where that is gone. */
  readonly trainedBy?: Address<"experiment" | "instance">;
}

export interface ModelList {
  readonly models: readonly ListedModel[];
  /** Versions that were deleted and are left out. */
  readonly deleted: number;
  /** How many a search found beyond its limit. */
  readonly more?: number;
}

export interface ModelsAsked extends SearchText {
  /** Only its versions. */
  readonly model?: string;
  /** Also those that were deleted. */
  readonly all?: boolean;
}

/** Newest first within each model, or as a search orders them. Failures: 2101 to 2107, 7001, 7003. */
export function listModels(
  project: Project,
  { model, all = false, ...text }: ModelsAsked,
): Promise<Result<ModelList>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { models } = adapters.store;
    if (text.filter !== undefined || text.orderBy !== undefined || text.limit !== undefined) {
      const only = model === undefined ? undefined : await nameOfModel(model, adapters);
      return searchModels(text, { only, all }, adapters);
    }
    const names =
      model === undefined
        ? (await models.heads()).map((head) => head.model)
        : [await nameOfModel(model, adapters)];
    const listed: ListedModel[] = [];
    let deleted = 0;
    for (const name of names) {
      const versions = await models.versions(name);
      const shown = all ? versions : versions.filter(({ status }) => status !== "DELETED");
      deleted += versions.length - shown.length;
      listed.push(...(await describeVersions(name, shown, adapters)));
    }
    return { models: listed, deleted };
  });
}

/** Without those that were deleted, unless all are wanted; as many as there are where no limit is written. */
async function searchModels(
  text: SearchText,
  { only, all }: { readonly only: string | undefined; readonly all: boolean },
  adapters: Adapters,
): Promise<ModelList> {
  const { store, clock } = adapters;
  const fewest = Number.MAX_SAFE_INTEGER;
  const written = await readSearch(text, { of: "models", now: clock.now(), fewest });
  const ofModel: readonly SearchCondition[] =
    only === undefined ? [] : [{ type: "compare", field: attribute("model"), op: "=", value: only }];
  const alive: SearchCondition = { type: "compare", field: attribute("status"), op: "!=", value: "DELETED" };
  const asked = andAlso(written, ...ofModel);
  const { versions, total } = await store.models.search(all ? asked : andAlso(asked, alive));
  const deleted = all ? 0 : (await store.models.search({ ...asked, limit: 1 })).total - total;
  const described = new Map<string, ListedModel>();
  for (const [name, some] of Map.groupBy(versions, (version) => version.model))
    for (const listed of await describeVersions(name, some, adapters))
      described.set(listed.version.id, listed);
  const found = versions.flatMap(({ id }) => described.get(id) ?? []);
  return { models: found, deleted, more: Math.max(0, total - asked.offset - found.length) };
}

function attribute(name: string): SearchField {
  return { of: "attribute", name };
}

/** A model is named by its name, or by a reference to one of its versions. */
async function nameOfModel(text: string, { store }: Pick<Adapters, "store">): Promise<string> {
  const ref = parseModelRef(text);
  if (ref !== undefined && (await store.models.versions(ref.model)).length > 0) return ref.model;
  return (await findModel(store.models, text, "show")).model;
}

/** Of each model the newest version, with its staleness, and those that bear an alias; newest first. */
export async function currentModels(adapters: Adapters): Promise<readonly ListedModel[]> {
  const { models } = adapters.store;
  const described = (await models.heads()).map(async (head) => {
    const borne = new Set((await models.aliases(head.model)).map(({ version }) => version));
    borne.delete(head.version);
    const bearers = await Promise.all(Array.from(borne, (version) => models.get(head.model, version)));
    const versions = [head, ...bearers.filter((version) => version !== undefined)];
    return describeVersions(
      head.model,
      versions.toSorted((a, b) => b.version - a.version),
      adapters,
    );
  });
  return (await Promise.all(described)).flat();
}

/** Versions of one model, with what is known of each beside itself. */
export async function describeVersions(
  model: string,
  versions: readonly ModelVersion[],
  adapters: Pick<Adapters, "store" | "datasets">,
): Promise<readonly ListedModel[]> {
  const { models } = adapters.store;
  const newest = await models.latest(model);
  const aliases = await models.aliases(model);
  return Promise.all(
    versions.map(async (version) => {
      const latest = newest?.version === version.version;
      const stale = latest ? await staleReasons(version, adapters) : [];
      const trainedBy = stale.length === 0 ? undefined : await trainerOf(version, adapters);
      const listed = { version, latest, aliases: aliasesOf(version, aliases), stale };
      return trainedBy === undefined ? listed : { ...listed, trainedBy };
    }),
  );
}

async function trainerOf(
  { origin }: ModelVersion,
  { store }: Pick<Adapters, "store">,
): Promise<Address<"experiment" | "instance"> | undefined> {
  if (origin.type === "external") return undefined;
  const { instance, experiment } = origin;
  const stays = experiment !== undefined && (await store.resources.get(experiment)) !== undefined;
  return stays ? experiment : instance;
}

function aliasesOf({ version }: ModelVersion, aliases: readonly Alias[]): readonly string[] {
  return aliases.filter((alias) => alias.version === version).map(({ alias }) => alias);
}
