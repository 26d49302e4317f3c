import {
  type Address,
  type AppliedResource,
  type ApplyRecord,
  type ChainStep,
  formatModelVersion,
  isAddress,
  type LineageNode,
  loadedModel,
  type ModelOrigin,
  type ModelVersion,
  type RunRecord,
  type Store,
  stepsOf,
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
  if (record !== undefined) return traceRun(store, record, "asked");
  return traceModel(store, await findModel(store.models, of));
}

async function traceModel(store: Store, model: ModelVersion): Promise<LineageNode> {
  const { origin } = model;
  const record = origin.type === "run" ? await store.runs.record(origin.runId) : undefined;
  return {
    ...describeVersion(model),
    from: record === undefined ? [] : [await traceRun(store, record, "maker")],
  };
}

function describeVersion(model: ModelVersion): LineageNode {
  const { artifact, createdAt, metrics, origin } = model;
  return {
    kind: "model",
    id: formatModelVersion(model),
    detail: {
      artifact: artifact.digest,
      created: createdAt,
      ...(origin.type === "run" ? {} : describeOrigin(origin)),
      ...Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, String(value)])),
    },
    from: [],
  };
}

function describeOrigin({ actor, source }: Extract<ModelOrigin, { type: "external" }>) {
  return { by: actor, ...(source === undefined ? {} : { source }) };
}

/** `as`: whether the run is what is asked about, or only what made a model. */
async function traceRun(store: Store, record: RunRecord, as: "asked" | "maker"): Promise<LineageNode> {
  const { run, attempts } = record;
  const { spec } = run;
  const apply = await store.applies.get(spec.lineage.applyId);
  const from: LineageNode[] = [
    {
      kind: "source",
      id: spec.source ?? spec.trainingInputs.source,
      detail: { recipe: spec.recipe },
      from: [],
    },
    ...traceSteps(record, as),
  ];
  const environments = new Map(
    attempts.flatMap(({ environment }) =>
      environment === undefined ? [] : [[environment.digest, environment]],
    ),
  );
  for (const { runtime, packages, digest } of run.chain === undefined
    ? [...environments.values()].slice(-1)
    : environments.values())
    from.push({
      kind: "environment",
      id: runtime,
      detail: { packages: String(packages.length), lock: digest },
      from: [],
    });
  for (const ref of modelsOf(record, as)) {
    const loaded = await findModel(store.models, ref, "show");
    // What it made itself came from what stands here already.
    from.push(ref === record.model ? describeVersion(loaded) : await traceModel(store, loaded));
  }
  if (apply !== undefined) from.push(traceApply(apply));
  return {
    kind: "run",
    id: `run/${run.id}`,
    detail: {
      task: stepsOf(run)
        .map(({ task }) => task)
        .join(" → "),
      instance: run.instance,
      ...(run.experiment === undefined ? {} : { experiment: run.experiment }),
      state: run.status.state,
      by: run.actor,
      created: run.createdAt,
    },
    from,
  };
}

/** Parameters and data, of a chain by step: of what made a model those up to its training. */
function traceSteps({ run, attempts }: RunRecord, as: "asked" | "maker"): readonly LineageNode[] {
  const { chain } = run;
  const steps = upToTraining(stepsOf(run), as);
  const parameters = steps.flatMap(({ task, spec }): readonly LineageNode[] => {
    const values = Object.entries(spec.parameters);
    if (chain !== undefined && values.length === 0) return [];
    const many = `${values.length} ${values.length === 1 ? "parameter" : "parameters"}`;
    return [
      {
        kind: "parameters",
        id: chain === undefined ? many : `${task}: ${many}`,
        detail: Object.fromEntries(values.map(([name, value]) => [name, JSON.stringify(value)])),
        from: [],
      },
    ];
  });
  const data = steps.flatMap(({ task, spec }, index) => {
    const staged = attempts.findLast(
      (attempt) => (attempt.step ?? 0) === index && (chain === undefined || attempt.staged !== undefined),
    )?.staged;
    return Object.entries(spec.inputs).map(
      ([channel, input]): LineageNode => ({
        kind: "dataset",
        id: input.dataset,
        detail: {
          channel: chain === undefined ? channel : `${task}/${channel}`,
          path: input.spec.path,
          fingerprint: staged?.[channel]?.fingerprint ?? input.fingerprint ?? "not read",
        },
        from: [],
      }),
    );
  });
  return [...parameters, ...data];
}

function upToTraining(steps: readonly ChainStep[], as: "asked" | "maker"): readonly ChainStep[] {
  const trains = steps.findLastIndex(({ task }) => task === "train");
  return as === "asked" || trains === -1 ? steps : steps.slice(0, trains + 1);
}

/** Versions that its steps loaded, or that it took over. */
function modelsOf(record: RunRecord, as: "asked" | "maker"): readonly string[] {
  const loaded = loadedModel(record);
  const all = [
    ...upToTraining(stepsOf(record.run), as).flatMap(({ spec }) => spec.model?.ref ?? []),
    ...(as === "maker" ? [] : [record.tookOver, loaded]),
  ];
  return [...new Set(all.filter((ref) => ref !== undefined))];
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
