import type { AppliedResource, ResourceRevision } from "@mlx/core";
import { datasetId } from "@mlx/core";

/** A resource as documents name its parts; `drifted`: the addresses of those that the API changed. */
export function describeResource(resource: AppliedResource, drifted: ReadonlySet<string>) {
  const { id, address, kind, revision, digest, spec, references, createdAt, updatedAt } = resource;
  return {
    id,
    ...(kind === "dataset" ? { datasetId: datasetId({ id }) } : {}),
    ...{ address, kind },
    managed: resource.unmanaged !== true,
    drifted: drifted.has(address),
    ...{ revision, digest, spec, references, createdAt },
    createdBy: resource.createdBy ?? null,
    updatedAt,
    updatedBy: resource.updatedBy ?? null,
  };
}

export function describeRevision({ revision, applyId, serial, at, actor, via, resource }: ResourceRevision) {
  return {
    ...{ revision, apply: applyId, serial, at },
    actor: actor ?? null,
    via: via ?? "files",
    deleted: resource === undefined,
    spec: resource?.spec ?? null,
  };
}
