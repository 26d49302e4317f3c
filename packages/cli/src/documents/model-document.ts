import type { ListedModel } from "@mlx/app";
import { formatModelVersion } from "@mlx/core";

/** A model version as documents name its parts. */
export function describeModel({ version, latest, stale }: ListedModel) {
  return {
    ref: formatModelVersion(version),
    id: version.id,
    model: version.model,
    number: version.version,
    status: version.status,
    latest,
    stale: stale.length > 0,
    staleReasons: stale,
    instance: version.instance,
    experiment: version.experiment ?? null,
    run: version.runId,
    metrics: version.metrics,
    artifact: version.artifact,
    inputs: version.inputs,
    lineage: version.lineage,
    createdAt: version.createdAt,
  };
}
