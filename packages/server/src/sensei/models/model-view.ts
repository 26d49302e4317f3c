/** A version of a model as the API has it: each is a model of its own there. */
import { findRunById, listTranscodings, type Project, publishedVersions, runNamedBy } from "@mlx/app";
import type { JsonObject, ModelVersion, Transcoding } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import type { View } from "../listing/list-views.ts";
import { commonProperties, type Properties } from "../listing/properties.ts";
import { findAt } from "../wire/find-resources.ts";

export const modelsPath = "/data/sensei/models";

export const modelProperties: Properties = {
  ...commonProperties,
  experimentId: "text",
  experimentRunId: "text",
  modelArtifactUri: "text",
  state: "text",
  originType: "text",
  deprecated: "boolean",
};

/** Keeps the free name that a client has given to a model: the language's names are narrower. */
export const nameTag = "sensei.name";

/** In the order of the versions. */
export async function viewModels(
  project: Project,
  versions: readonly ModelVersion[],
): Promise<readonly View[]> {
  const views: View[] = [];
  for (const version of versions) views.push(await viewModel(project, version));
  return views;
}

export async function viewModel(project: Project, version: ModelVersion): Promise<View> {
  const isPublished = unwrap(await publishedVersions(project)).has(version.id);
  const { id, model, version: number, description, createdAt, deleted } = version;
  const { [nameTag]: name = `${model}@v${number}`, ...tags } = version.tags;
  const transcodings = unwrap(await listTranscodings(project, id));
  const origin = await originOf(project, version);
  const summary: JsonObject = {
    id,
    name,
    ...origin,
    description: description ?? "",
    modelArtifactUri: `mlx://models/${encodeURIComponent(model)}/${number}/${id}`,
    state: [
      "trained",
      ...(isPublished ? ["published"] : []),
      ...(transcodings.length > 0 ? ["transcoded"] : []),
    ],
    created: createdAt,
    updated: lastOf([createdAt, ...(deleted === undefined ? [] : [deleted.at]), ...transcodings.map(at)]),
    deleted: false,
    deprecated: false,
  };
  const path = `${modelsPath}/${id}`;
  const full: JsonObject = {
    ...summary,
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    _links: {
      self: { href: path },
      artifact: { href: `${path}/artifact`, type: "application/octet-stream" },
    },
  };
  return { full, summary };
}

function at({ createdAt }: Transcoding): string {
  return createdAt;
}

/** All times have one form, so the last of their texts is the latest. */
function lastOf(times: readonly string[]): string {
  return times.toSorted().at(-1) ?? "";
}

/** The run that it comes from, by training or by what its client said; and who brought it. */
async function originOf(project: Project, version: ModelVersion): Promise<JsonObject> {
  const { origin } = version;
  const runId = origin.type === "run" ? origin.runId : runNamedBy(version);
  const run = runId === undefined ? undefined : unwrap(await findRunById(project, runId));
  const address = origin.type === "run" ? origin.experiment : run?.experiment;
  const experiment = address === undefined ? undefined : await findAt(project, address);
  const userId = origin.type === "external" ? origin.actor : run?.actor;
  return {
    ...(experiment === undefined ? {} : { experimentId: experiment.id }),
    ...(runId === undefined ? { originType: "offline" } : { experimentRunId: runId }),
    ...(userId === undefined ? {} : { createdBy: { userId } }),
  };
}
