import type { Metrics, ModelVersion, PromotionPolicy, Run } from "@mlx/core";
import type { MeasuredData, Measurement, PolicyFacts, Rival } from "@mlx/models";
import { countTrainingRows } from "./count-training-rows.ts";
import { createMeasurer } from "./measure-version.ts";
import type { PromotionDeps } from "./promotion-deps.ts";

export interface GatheredFacts {
  readonly facts: PolicyFacts;
  /** Evaluations that were made for it; somebody has to work on them. */
  readonly runs: readonly Run[];
}

/** All that the gates of a policy ask of a version; evaluations that are missing are put into the queue. */
export async function gatherFacts(
  version: ModelVersion,
  policy: PromotionPolicy,
  deps: PromotionDeps,
): Promise<GatheredFacts> {
  const { models } = deps.store;
  const beats = policy.gates.flatMap((gate) => (gate.type === "beats" ? [gate] : []));
  const bearers: Record<string, Rival & { readonly of: ModelVersion }> = {};
  for (const alias of new Set(beats.map((gate) => gate.alias))) {
    const of = await models.byAlias(version.model, alias);
    if (of !== undefined) bearers[alias] = { ...toRival(of), of };
  }
  const rows: Record<string, PolicyFacts["rows"][string]> = {};
  for (const gate of policy.gates)
    if (gate.type === "data") rows[gate.input] ??= await countTrainingRows(version, gate.input, deps);
  const measurer = createMeasurer(deps);
  const evaluated: Record<string, Record<number, Measurement>> = {};
  for (const { alias, on } of beats) {
    const rival = bearers[alias]?.of;
    if (on === undefined || rival === undefined || rival.version === version.version) continue;
    const versions = evaluated[on] ?? {};
    evaluated[on] = versions;
    for (const one of [version, rival]) versions[one.version] ??= await measurer.measure(one, on);
  }
  const asks = policy.gates.some(({ type }) => type === "approval");
  return {
    facts: {
      ...toRival(version),
      bearers,
      rows,
      evaluated,
      approvals: asks ? await models.approvals(version.model, version.version, policy.alias) : [],
    },
    runs: measurer.made(),
  };
}

function toRival(version: ModelVersion): {
  readonly version: number;
  readonly metrics: Metrics;
  readonly measuredOn?: MeasuredData;
} {
  const measuredOn = measuredDataOf(version);
  return {
    version: version.version,
    metrics: version.metrics,
    ...(measuredOn === undefined ? {} : { measuredOn }),
  };
}

/** The channels that a training measures on, if it has one of them; else it measures on what it learns from. */
const evaluationChannels = ["test", "validation", "eval", "evaluate", "train"];

function measuredDataOf({ origin }: ModelVersion): MeasuredData | undefined {
  if (origin.type === "external") return undefined;
  const { datasets } = origin.inputs;
  for (const channel of evaluationChannels) {
    const input = datasets[channel];
    if (input !== undefined && input.fingerprint !== null)
      return { channel, dataset: input.dataset, fingerprint: input.fingerprint };
  }
  return undefined;
}
