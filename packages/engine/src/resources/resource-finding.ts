import type { Code, DesiredResource, Diagnostic, MlxError } from "@mlx/core";

/** A finding at the place of a resource; a failure as its cause says why, and what to do about it. */
export function resourceFinding(
  resource: Pick<DesiredResource, "at">,
  severity: Diagnostic["severity"],
  code: Code,
  summary: string,
  cause?: MlxError | string,
): Diagnostic {
  const detail = typeof cause === "string" ? cause : (cause?.detail ?? cause?.summary);
  const { file, line, column } = resource.at;
  return {
    severity,
    code,
    summary,
    ...(detail === undefined || detail === summary ? {} : { detail }),
    range: { file, start: { line, column }, end: { line, column } },
    notes: [],
  };
}
