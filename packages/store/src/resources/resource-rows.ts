import type { AppliedResource } from "@mlx/core";
import { fromJson } from "../json-text.ts";
import type { Row } from "../tables.ts";

/** The columns of a live resource joined with its newest revision, or of an older revision. */
type ResourceRow = Pick<
  Row<"resource_revisions">,
  "address" | "kind" | "revision" | "apply_id" | "at" | "digest" | "references" | "observed" | "spec"
> & { readonly id: string; readonly created_at: string };

/** `undefined` where the revision is a deletion. */
export function toAppliedResource(row: ResourceRow): AppliedResource | undefined {
  const { digest, references, observed, spec } = row;
  if (digest === null || references === null || observed === null || spec === null) return undefined;
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
  };
  // Address, kind and spec were written together, as one resource of one kind.
  return resource as AppliedResource;
}
