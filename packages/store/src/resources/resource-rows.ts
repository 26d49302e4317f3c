import type { AppliedResource, WireDocument } from "@mlx/core";
import { fromJson } from "../json-text.ts";
import type { Row } from "../tables.ts";

type RevisionRow = Row<"resource_revisions">;

/** The columns of a live resource joined with its newest revision, or of an older revision. */
export type ResourceRow = Pick<
  RevisionRow,
  | "address"
  | "kind"
  | "revision"
  | "apply_id"
  | "at"
  | "actor"
  | "digest"
  | "references"
  | "observed"
  | "spec"
> &
  Pick<RevisionRow, "declared" | "wire" | "wire_digest"> & {
    readonly id: string;
    readonly created_at: string;
    readonly created_by: string | null;
  };

/** `undefined` where the revision is a deletion. */
export function toAppliedResource(row: ResourceRow): AppliedResource | undefined {
  const { digest, references, observed, spec, actor, created_by, declared } = row;
  if (digest === null || references === null || observed === null || spec === null) return undefined;
  const wire = toWire(row);
  const resource = {
    id: row.id,
    address: row.address,
    kind: row.kind,
    spec: fromJson(spec),
    observed: fromJson(observed),
    references: fromJson(references),
    digest,
    revision: row.revision,
    applyId: row.apply_id,
    createdAt: row.created_at,
    updatedAt: row.at,
    ...(created_by === null ? {} : { createdBy: created_by }),
    ...(actor === null ? {} : { updatedBy: actor }),
    ...(declared === null ? { unmanaged: true } : {}),
    ...(wire === undefined ? {} : { wire }),
  };
  // Address, kind and spec were written together, as one resource of one kind.
  return resource as AppliedResource;
}

function toWire({
  wire: body,
  wire_digest: digest,
}: Pick<RevisionRow, "wire" | "wire_digest">): WireDocument | undefined {
  return body === null || digest === null ? undefined : { body: fromJson(body), digest };
}
