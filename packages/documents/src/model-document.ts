import type { ListedModel, ShownModel } from "@mlx/app";
import { type AliasMove, type Evaluation, formatModelVersion, type ModelVersion } from "@mlx/core";

/** A model version as documents name its parts. */
export function describeModel({ version, latest, aliases, stale }: ListedModel) {
  return {
    ...describeVersion(version),
    latest,
    aliases,
    stale: stale.length > 0,
    staleReasons: stale,
  };
}

/** What stands in the registry of it; `instance`, `experiment`, `run`, `inputs` and `lineage` are null of one from elsewhere. */
export function describeVersion(version: ModelVersion) {
  const { origin } = version;
  const trained = origin.type === "run" ? origin : undefined;
  return {
    ref: formatModelVersion(version),
    id: version.id,
    model: version.model,
    number: version.version,
    status: version.status,
    origin: origin.type,
    instance: trained?.instance ?? null,
    experiment: trained?.experiment ?? null,
    run: trained?.runId ?? null,
    ...(origin.type === "external" ? { registeredBy: origin.actor, source: origin.source ?? null } : {}),
    metrics: version.metrics,
    artifact: version.artifact,
    signature: version.signature ?? null,
    description: version.description ?? null,
    tags: version.tags,
    inputs: trained?.inputs ?? null,
    lineage: trained?.lineage ?? null,
    createdAt: version.createdAt,
    deleted: version.deleted ?? null,
  };
}

/** With its files, and what its policy said. */
export function describeShownModel(model: ShownModel) {
  return {
    ...describeModel(model),
    pin: model.declared?.pin ?? null,
    policy: model.declared?.promotion ?? null,
    evaluations: model.evaluations.map(describeEvaluation),
    files: model.files,
    ...(model.filesProblem === undefined ? {} : { filesProblem: model.filesProblem }),
  };
}

export function describeEvaluation({ id, version, model, ...evaluation }: Evaluation) {
  const { policy, against, results, verdict, actor, at } = evaluation;
  return {
    ...{ id, ref: formatModelVersion({ model, version }), alias: policy.alias, verdict },
    against: against === undefined ? null : formatModelVersion({ model, version: against }),
    gates: results.map(({ gate, verdict: said, detail }) => ({ gate, verdict: said, detail })),
    ...{ policy, actor, at },
  };
}

export function describeMove({ model, from, to, ...move }: AliasMove) {
  const ref = (version: number | undefined) =>
    version === undefined ? null : formatModelVersion({ model, version });
  return {
    ...{ seq: move.seq, model, alias: move.alias, from: ref(from), to: ref(to), how: move.kind },
    ...{ actor: move.actor, reason: move.reason ?? null },
    ...{ evaluation: move.evaluation ?? null, apply: move.applyId ?? null, at: move.at },
  };
}
