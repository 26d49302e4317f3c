import type { Comparison, Report } from "@mlx/app";

/** A comparison; the values of a row are in the order of `subjects`, null where one has none. */
export function describeComparison({ names, sections, metrics }: Comparison) {
  return {
    kind: "comparison",
    subjects: names,
    metrics: metrics.map(({ values, differences, relative, goal, ...metric }) => ({
      ...metric,
      goal: goal ?? null,
      values: values.map(orNull),
      differences: differences.map(orNull),
      relative: relative.map(orNull),
    })),
    sections: Object.fromEntries(
      sections.map(({ name, rows }) => [
        name,
        rows.map(({ values, ...row }) => ({ ...row, values: values.map(orNull) })),
      ]),
    ),
  };
}

/** A report with the numbers of its charts; what is attached by its name only. */
export function describeReport({
  names,
  summary,
  parameters,
  metrics,
  charts,
  attachments,
  findings,
}: Report) {
  return {
    kind: "run-report",
    runs: names,
    summary,
    parameters,
    metrics: metrics.map(({ values, goal, ...metric }) => ({
      ...metric,
      goal: goal ?? null,
      values: values.map(orNull),
    })),
    charts,
    files: attachments.map(({ of, path, mediaType, content }) => ({
      of,
      path,
      mediaType,
      size: content.length,
    })),
    findings: findings.map(({ code, summary: text }) => ({ code, summary: text })),
  };
}

function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}
