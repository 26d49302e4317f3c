import {
  type Address,
  type AppliedResource,
  type ApplyRecord,
  formatModelVersion,
  isAddress,
  type LineageNode,
  type ModelOrigin,
  type ModelVersion,
  type RunRecord,
  type Store,
} from "@mlx/core";
import { nothingToTrace } from "../errors.ts";
import { findModel } from "../find-model.ts";
import { findRunRecord } from "./find-run-record.ts";

/**
 * The chain from a model, a run or an applied resource back to all that made it: run, source,
 * parameters, data, software, apply and git commit. Failure: 7005, and those of `findModel`.
 */
export async function traceLineage(store: Store, of: string): Promise<LineageNode> {
  // `model/x` is the latest version of x, whether a model of that name is declared or not.
  if (isAddress(of) && !isAddress(of, "model")) {
    const resource = await store.resources.get(of);
    if (resource === undefined) throw nothingToTrace(of);
    return traceResource(store, resource);
  }
  const record = await findRunRecord(store, of);
  if (record !== undefined) return traceRun(store, record);
  return traceModel(store, await findModel(store.models, of));
}

async function traceModel(store: Store, model: ModelVersion): Promise<LineageNode> {
  const { origin } = model;
  const record = origin.type === "run" ? await store.runs.record(origin.runId) : undefined;
  return {
    kind: "model",
    id: formatModelVersion(model),
    detail: {
      artifact: model.artifact.digest,
      created: model.createdAt,
      ...(origin.type === "run" ? {} : describeOrigin(origin)),
      ...Object.fromEntries(Object.entries(model.metrics).map(([name, value]) => [name, String(value)])),
    },
    from: record === undefined ? [] : [await traceRun(store, record)],
  };
}

function describeOrigin({ actor, source }: Extract<ModelOrigin, { type: "external" }>) {
  return { by: actor, ...(source === undefined ? {} : { source }) };
}

async function traceRun(store: Store, { run, attempts }: RunRecord): Promise<LineageNode> {
  const { spec } = run;
  const inputs = spec.trainingInputs;
  const last = attempts.at(-1);
  const apply = await store.applies.get(spec.lineage.applyId);
  const from: LineageNode[] = [
    { kind: "source", id: spec.source ?? inputs.source, detail: { recipe: spec.recipe }, from: [] },
    {
      kind: "parameters",
      id: `${Object.keys(spec.parameters).length} parameters`,
      detail: Object.fromEntries(
        Object.entries(spec.parameters).map(([name, value]) => [name, JSON.stringify(value)]),
      ),
      from: [],
    },
    ...Object.entries(spec.inputs).map(
      ([channel, input]): LineageNode => ({
        kind: "dataset",
        id: input.dataset,
        detail: {
          channel,
          path: input.spec.path,
          fingerprint: last?.staged?.[channel]?.fingerprint ?? input.fingerprint ?? "not read",
        },
        from: [],
      }),
    ),
  ];
  if (last?.environment !== undefined)
    from.push({
      kind: "environment",
      id: last.environment.runtime,
      detail: { packages: String(last.environment.packages.length), lock: last.environment.digest },
      from: [],
    });
  if (spec.model !== undefined) {
    const scored = await findModel(store.models, spec.model.ref);
    from.push(await traceModel(store, scored));
  }
  if (apply !== undefined) from.push(traceApply(apply));
  return {
    kind: "run",
    id: `run/${run.id}`,
    detail: {
      task: run.task,
      instance: run.instance,
      ...(run.experiment === undefined ? {} : { experiment: run.experiment }),
      state: run.status.state,
      by: run.actor,
      created: run.createdAt,
    },
    from,
  };
}

function traceApply(apply: ApplyRecord): LineageNode {
  return {
    kind: "apply",
    id: `apply ${apply.serial}`,
    detail: { at: apply.at, by: apply.actor, configuration: apply.configDigest },
    from:
      apply.git === undefined
        ? []
        : [
            {
              kind: "git",
              id: apply.git.commit,
              detail: {
                ...(apply.git.branch === undefined ? {} : { branch: apply.git.branch }),
                worktree: apply.git.dirty ? "with uncommitted changes" : "clean",
              },
              from: [],
            },
          ],
  };
}

async function traceResource(
  store: Store,
  resource: AppliedResource,
  seen: ReadonlySet<Address> = new Set(),
): Promise<LineageNode> {
  const onPath = new Set([...seen, resource.address]);
  const from: LineageNode[] = [];
  for (const reference of resource.references) {
    const referred = onPath.has(reference) ? undefined : await store.resources.get(reference);
    if (referred !== undefined) from.push(await traceResource(store, referred, onPath));
  }
  const apply = seen.size === 0 ? await store.applies.get(resource.applyId) : undefined;
  if (apply !== undefined) from.push(traceApply(apply));
  return {
    kind: resource.kind,
    id: resource.address,
    detail: {
      revision: String(resource.revision),
      updated: resource.updatedAt,
      ...(resource.observed.source === undefined ? {} : { source: resource.observed.source.manifest }),
      ...(resource.observed.fingerprint === undefined ? {} : { fingerprint: resource.observed.fingerprint }),
    },
    from,
  };
}
