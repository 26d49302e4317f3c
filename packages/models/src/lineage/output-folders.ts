import { normalize } from "node:path/posix";
import { type AppliedResource, type Run, type RunFilter, type Store, stepsOf } from "@mlx/core";
import type { Neighbours } from "./neighbours.ts";

/** Of one folder at most so many batches are told, the newest first. */
const mostBatches = 20;

/** The batches that runs wrote into the folder which is the dataset; of `batches: latest` the newest. */
export async function batchesOf(
  store: Store,
  dataset: AppliedResource<"dataset"> | undefined,
): Promise<Neighbours> {
  if (dataset === undefined) return { neighbours: [], omitted: [] };
  const { path, batches } = dataset.spec;
  const limit = batches === "latest" ? 1 : mostBatches;
  const found = new Map<string, string>();
  for (const filter of await writersOf(store, path))
    for (const { run, outputs } of await store.runs.list(
      { ...filter, states: ["DONE"] },
      { limit: mostBatches + 1 },
    ))
      for (const { channel } of outputs)
        if (isFolderOf(run, channel, path)) found.set(`output/${run.id}/${channel}`, run.createdAt);
  const newest = [...found].sort(([, a], [, b]) => (a < b ? 1 : -1));
  return {
    neighbours: newest.slice(0, limit).map(([id]) => ({ id, as: "batch" })),
    omitted:
      newest.length > limit && batches === undefined
        ? [`older batches than the newest ${limit} of ${dataset.address}`]
        : [],
  };
}

/** The datasets that a run's output channel writes batches for. */
export async function datasetsInto(
  { resources }: Store,
  run: Run,
  channel: string,
): Promise<readonly AppliedResource<"dataset">[]> {
  const datasets = (await resources.list("dataset")).filter((resource) => resource.kind === "dataset");
  return datasets.filter(({ spec }) => isFolderOf(run, channel, spec.path));
}

/** Whose runs may write into the folder. */
async function writersOf({ resources }: Store, path: string): Promise<readonly RunFilter[]> {
  const isIn = (outputs: { readonly [channel: string]: string }) =>
    Object.values(outputs).some((folder) => samePath(folder, path));
  return (await resources.list()).flatMap((resource): readonly RunFilter[] => {
    if (resource.kind === "experiment")
      return isIn(resource.spec.outputs) ? [{ experiment: resource.address }] : [];
    if (resource.kind !== "instance") return [];
    return Object.values(resource.spec.tasks).some(({ outputs }) => isIn(outputs))
      ? [{ instance: resource.address }]
      : [];
  });
}

function isFolderOf(run: Run, channel: string, path: string): boolean {
  return stepsOf(run).some(({ spec }) => {
    const folder = spec.outputs[channel];
    return folder !== undefined && samePath(folder, path);
  });
}

function samePath(a: string, b: string): boolean {
  const plain = (path: string) => normalize(path).replace(/(?<=.)\/$/, "");
  return plain(a) === plain(b);
}
