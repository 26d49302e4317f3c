import type { MlxError } from "@mlx/core";
import type { Document } from "@mlx/documents";

/** A failure, as `--json` prints it on stdout. */
export function errorDocument(failure: MlxError): Document {
  const { code, category, summary, detail, next, where, diagnostics } = failure;
  return {
    kind: "error",
    code,
    category,
    summary,
    detail: detail ?? null,
    next,
    where: where ?? null,
    diagnostics,
  };
}
