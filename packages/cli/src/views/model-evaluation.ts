import { type Evaluation, formatModelVersion } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatMoment } from "./format.ts";
import { padEnd, toPlainText } from "./layout.ts";

/** What each gate of a policy said of a version. */
export function renderEvaluation(evaluation: Evaluation, view: ViewOptions): string {
  const { colours } = view;
  const { policy, verdict, against, at, actor } = evaluation;
  const rival = against === undefined ? "" : `, against v${against}`;
  return [
    `${colours.bold(`Policy for ${policy.alias}`)}: ${colourOf(verdict, view)(verdict)}${colours.dim(`${rival}, judged ${formatMoment(at, view)} by ${actor}`)}`,
    ...renderGates(evaluation, view),
  ].join("\n");
}

/** One line for each gate; a policy without gates lets everything pass. */
export function renderGates({ results }: Pick<Evaluation, "results">, view: ViewOptions): readonly string[] {
  if (results.length === 0) return [view.colours.dim("  it has no gates")];
  return results.map(
    ({ verdict, detail }) => `  ${colourOf(verdict, view)(padEnd(verdict, 7))}  ${toPlainText(detail)}`,
  );
}

/** `model/x@v3 passed the policy for champion: RMSE 2.5 <= 3`, in one line. */
export function describeEvaluation(evaluation: Evaluation): string {
  const { policy, verdict, results } = evaluation;
  const said = { passed: "passed", failed: "did not pass", waiting: "waits for" }[verdict];
  const why = results
    .filter((result) => verdict === "passed" || result.verdict === verdict)
    .map(({ detail }) => toPlainText(detail))
    .join("; ");
  return `${formatModelVersion(evaluation)} ${said} the policy for ${policy.alias}${why === "" ? "" : `: ${why}`}`;
}

function colourOf(verdict: Evaluation["verdict"], { colours }: ViewOptions): (text: string) => string {
  switch (verdict) {
    case "passed":
      return colours.green;
    case "failed":
      return colours.red;
    case "waiting":
      return colours.yellow;
  }
}
