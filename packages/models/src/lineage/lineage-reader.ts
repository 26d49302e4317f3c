import {
  type AppliedResource,
  formatModelVersion,
  isAddress,
  type LineageGraphNode,
  type ModelVersion,
  type RunRecord,
  type Store,
} from "@mlx/core";
import { parseModelRef } from "../parse-model-ref.ts";
import {
  describeDataset,
  describeModel,
  describeOutput,
  describeRun,
  describeService,
} from "./describe-node.ts";
import type { Neighbour, Neighbours } from "./neighbours.ts";
import { batchesOf, datasetsInto } from "./output-folders.ts";
import { parseNode } from "./parse-node.ts";
import { inputsOf, isOwnForecast } from "./run-inputs.ts";
import { readServices, type ServiceNow } from "./services-now.ts";

/** Of one thing at most so many users are followed, the newest first. */
const mostUsers = 100;

/** Reads single nodes of the graph, and what they are connected with. */
export interface LineageReader {
  node(id: string): Promise<LineageGraphNode>;
  /** What the node uses, or was made by. */
  usedBy(id: string): Promise<Neighbours>;
  /** What uses the node, or was made by it. */
  usersOf(id: string): Promise<Neighbours>;
}

/** What is read is kept for as long as the reader is: one look at the graph. */
export function createLineageReader(store: Store): LineageReader {
  const records = new Map<string, Promise<RunRecord | undefined>>();
  /** `undefined` of a run that was removed since the store named it. */
  const record = (runId: string): Promise<RunRecord | undefined> => {
    const reading = records.get(runId) ?? store.runs.record(runId);
    records.set(runId, reading);
    return reading;
  };
  let services: Promise<readonly ServiceNow[]> | undefined;
  const servicesNow = () => {
    services ??= readServices(store);
    return services;
  };
  const serviceOf = async (id: string) => (await servicesNow()).find(({ service }) => service.address === id);

  /** A version has the name of its model now, whatever that was called when the run was made. */
  const inputsNow = (found: RunRecord): Promise<readonly Neighbour[]> =>
    Promise.all(
      inputsOf(found).map(async (input) => {
        const version = parseNode(input.id).kind === "model" ? await findVersion(store, input.id) : undefined;
        return version === undefined ? input : { ...input, id: formatModelVersion(version) };
      }),
    );

  const runsThatUse = async (
    id: string,
    used: Parameters<Store["runs"]["usersOf"]>[0],
  ): Promise<Neighbours> => {
    const runs = await store.runs.usersOf(used, { limit: mostUsers + 1 });
    const neighbours: Neighbour[] = [];
    for (const run of runs.slice(0, mostUsers)) {
      const found = await record(run.id);
      if (found === undefined) continue;
      const inputs = (await inputsNow(found)).filter((input) => input.id === id);
      // A run names a dataset as it was called then; the store knows that it is this one.
      const known = inputs.length > 0 ? inputs : [{ as: parseNode(id).kind }];
      for (const input of known) neighbours.push({ ...input, id: `run/${run.id}` });
    }
    return {
      neighbours,
      omitted: runs.length > mostUsers ? [`runs before the newest ${mostUsers} that use ${id}`] : [],
    };
  };

  /** What a run foretold with the version that it had made itself. */
  const ownForecasts = async (id: string): Promise<readonly Neighbour[]> => {
    const origin = (await findVersion(store, id))?.origin;
    const run = origin?.type === "run" ? await store.runs.get(origin.runId) : undefined;
    if (run === undefined) return [];
    const made = await record(run.id);
    if (made === undefined) return [];
    return made.outputs
      .filter(({ channel }) => isOwnForecast(made, channel))
      .map(({ channel }) => ({ id: `output/${run.id}/${channel}`, as: "model" }));
  };

  return {
    async node(id) {
      const thing = parseNode(id);
      const { kind } = thing;
      switch (kind) {
        case "dataset":
          return { id, kind, detail: describeDataset(await findDataset(store, id)) };
        case "run":
          return { id, kind, detail: describeRun((await record(thing.runId))?.run) };
        case "model":
          return { id, kind, detail: describeModel(await findVersion(store, id)) };
        case "output":
          return { id, kind, detail: describeOutput(await record(thing.runId), thing.channel) };
        case "service":
          return { id, kind, detail: describeService(await serviceOf(id)) };
      }
    },

    async usedBy(id) {
      const thing = parseNode(id);
      switch (thing.kind) {
        case "dataset":
          return batchesOf(store, await findDataset(store, id));
        case "run": {
          const found = await record(thing.runId);
          return all(found === undefined ? [] : await inputsNow(found));
        }
        case "model": {
          const origin = (await findVersion(store, id))?.origin;
          const run = origin?.type === "run" ? await store.runs.get(origin.runId) : undefined;
          return all(run === undefined ? [] : [{ id: `run/${run.id}`, as: "model" }]);
        }
        case "output": {
          const made = await record(thing.runId);
          if (made === undefined) return all([]);
          const { model } = made;
          return all([
            { id: `run/${thing.runId}`, as: thing.channel },
            ...(model !== undefined && isOwnForecast(made, thing.channel)
              ? [{ id: model, as: "model" }]
              : []),
          ]);
        }
        case "service": {
          const version = (await serviceOf(id))?.version;
          return all(version === undefined ? [] : [{ id: formatModelVersion(version), as: "serves" }]);
        }
      }
    },

    async usersOf(id) {
      const thing = parseNode(id);
      switch (thing.kind) {
        case "dataset":
          return isAddress(id, "dataset") ? runsThatUse(id, { dataset: id }) : all([]);
        case "run": {
          const found = await record(thing.runId);
          if (found === undefined) return all([]);
          const { model, outputs } = found;
          return all([
            ...(model === undefined ? [] : [{ id: model, as: "model" }]),
            ...outputs.map(({ channel }) => ({ id: `output/${thing.runId}/${channel}`, as: channel })),
          ]);
        }
        case "model": {
          const { neighbours, omitted } = await runsThatUse(id, { model: id });
          const serving = (await servicesNow())
            .filter(({ version }) => version !== undefined && formatModelVersion(version) === id)
            .map(({ service }) => ({ id: service.address, as: "serves" }));
          return { neighbours: [...neighbours, ...(await ownForecasts(id)), ...serving], omitted };
        }
        case "output": {
          const found = await record(thing.runId);
          if (found === undefined) return all([]);
          const datasets = await datasetsInto(store, found.run, thing.channel);
          return all(datasets.map(({ address }) => ({ id: address, as: "batch" })));
        }
        case "service":
          return all([]);
      }
    },
  };
}

function all(neighbours: readonly Neighbour[]): Neighbours {
  return { neighbours, omitted: [] };
}

async function findDataset(store: Store, id: string): Promise<AppliedResource<"dataset"> | undefined> {
  const resource = isAddress(id, "dataset") ? await store.resources.get(id) : undefined;
  return resource?.kind === "dataset" ? resource : undefined;
}

/** `undefined` where nothing but its name is known any more. */
async function findVersion(store: Store, id: string): Promise<ModelVersion | undefined> {
  const ref = parseModelRef(id);
  return ref?.selector.type === "version" ? store.models.get(ref.model, ref.selector.version) : undefined;
}
