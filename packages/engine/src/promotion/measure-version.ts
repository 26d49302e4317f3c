import {
  type Address,
  type AppliedResource,
  formatModelVersion,
  type InstanceSpec,
  isAddress,
  MlxError,
  type ModelVersion,
  type NewRun,
  type Run,
  type RunInput,
  timestamp,
} from "@mlx/core";
import type { Measurement } from "@mlx/models";
import { v5 as uuidOf } from "uuid";
import { prepareRun } from "../runs/prepare/prepare-run.ts";
import { type PromotionDeps, policyActor } from "./promotion-deps.ts";

/** Makes the ids of evaluations from what they measure on what, so that everybody who wants one means the same. */
const evaluationIds = "5b0c8f0e-8f6f-4f0c-9d6e-0a1f3f2a7c44";
/** The input that the data come by, unless the task has one input only, of another name. */
const evaluateChannel = "evaluate";

export interface Measurer {
  /** What is known of a version on the data as they are now; an evaluation that is missing is queued. */
  measure(version: ModelVersion, on: Address<"dataset">): Promise<Measurement>;
  /** The runs that it has queued. */
  made(): readonly Run[];
}

/**
 * Finds how good versions are on data of which their trainings need not know. An evaluation is a run of the
 * instance's `evaluate` task with the version as its model; there is one for each model, data and content of
 * these.
 */
export function createMeasurer(deps: PromotionDeps): Measurer {
  const { store, datasets } = deps;
  const made: Run[] = [];
  const measure = async (version: ModelVersion, on: Address<"dataset">): Promise<Measurement> => {
    const dataset = await store.resources.get(on);
    if (dataset?.kind !== "dataset") return impossible(`${on} was not applied`);
    const { fingerprint } = await datasets.fingerprint(dataset.spec);
    const known = (await store.models.measuredOn(version.artifact.digest, on)).find(
      (measured) => measured.fingerprint === fingerprint,
    );
    if (known !== undefined) return { state: "measured", runId: known.runId, metrics: known.metrics };
    const id = uuidOf(`${store.namespace} ${version.id} ${on} ${fingerprint}`, evaluationIds);
    const there = await store.runs.get(id);
    if (there !== undefined) return measurementOf(there);
    const input: RunInput = { dataset: on, spec: dataset.spec, fingerprint };
    const run = await prepareEvaluation(id, version, input, deps);
    if ("because" in run) return impossible(run.because);
    made.push(await store.runs.create(run, timestamp(deps.clock.now())));
    return { state: "running", runId: id };
  };
  return {
    measure: async (version, on) => {
      try {
        return await measure(version, on);
      } catch (error) {
        if (error instanceof MlxError) return impossible(error.summary);
        throw error;
      }
    },
    made: () => made,
  };
}

function impossible(because: string): Measurement {
  return { state: "impossible", because };
}

/** One that is DONE and has not measured what it should have, has read other data than there are now. */
function measurementOf({ id, status }: Run): Measurement {
  switch (status.state) {
    case "FAILED":
    case "ABORTED":
      return {
        state: "failed",
        runId: id,
        because: `${status.reason}; \`mlx runs retry ${id.slice(0, 8)}\` tries it again`,
      };
    case "DONE":
      return { state: "failed", runId: id, because: "the data changed while it was made" };
    default:
      return { state: "running", runId: id };
  }
}

async function prepareEvaluation(
  id: string,
  version: ModelVersion,
  input: RunInput,
  deps: PromotionDeps,
): Promise<NewRun | { readonly because: string }> {
  const instance = await findInstance(version, deps);
  if (instance === undefined) return { because: `its instance was not applied` };
  const task = instance.spec.tasks.evaluate;
  if (task === undefined) return { because: `${instance.address} declares no \`evaluate\` task` };
  const prepared = await prepareRun(
    {
      target: instance.address,
      task: "evaluate",
      parameters: {},
      model: formatModelVersion(version),
    },
    { ...deps, actor: policyActor },
  );
  const channel = channelOf(task.inputs);
  return {
    ...prepared,
    ...{ id, trigger: "policy" },
    spec: { ...prepared.spec, inputs: { ...prepared.spec.inputs, [channel]: input } },
  };
}

function channelOf(inputs: NonNullable<InstanceSpec["tasks"]["evaluate"]>["inputs"]): string {
  const [only, ...others] = Object.keys(inputs);
  return only === undefined || others.length > 0 ? evaluateChannel : only;
}

/** The instance that trained it; of a version from elsewhere the one that has its name. */
async function findInstance(
  { model, origin }: ModelVersion,
  { store }: PromotionDeps,
): Promise<AppliedResource<"instance"> | undefined> {
  const address = origin.type === "run" ? origin.instance : `instance/${model}`;
  if (!isAddress(address, "instance")) return undefined;
  const found = await store.resources.get(address);
  return found?.kind === "instance" ? found : undefined;
}
