import type { ModelHistory } from "@mlx/app";
import type { AliasMove, Evaluation } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatRelative, formatTime } from "./format.ts";
import { toPlainText } from "./layout.ts";
import { describeEvaluation } from "./model-evaluation.ts";
import { renderTable } from "./table.ts";

/** Where the aliases of a model pointed, newest first; and what its policy said, where it is asked for. */
export function renderModelHistory(
  { model, moves, evaluations, withEvaluations }: ModelHistory & { readonly withEvaluations: boolean },
  view: ViewOptions,
): string {
  const { colours } = view;
  const log =
    moves.length === 0
      ? `No alias of model/${model} was ever moved.`
      : renderTable<AliasMove & { readonly gates?: Evaluation }>(
          [
            { header: "WHEN", value: ({ at }) => when(at, view) },
            { header: "ALIAS", value: ({ alias }) => alias, colour: (text) => colours.cyan(text) },
            { header: "", value: describeMove },
            { header: "HOW", value: ({ kind }) => kind },
            { header: "BY", value: ({ actor }) => actor },
            { header: "WHY", value: whyOf, least: 12 },
          ],
          moves,
          view,
        );
  if (!withEvaluations) return log;
  const judged =
    evaluations.length === 0
      ? [`No version of model/${model} was judged by a policy.`]
      : evaluations.map(
          (evaluation) =>
            `${colours.dim(when(evaluation.at, view))}  ${describeEvaluation(evaluation)} ${colours.dim(`(${evaluation.actor})`)}`,
        );
  return [log, "", colours.bold("Evaluations"), ...judged].join("\n");
}

function when(at: string, view: ViewOptions): string {
  const milliseconds = Date.parse(at);
  return view.verbosity === "verbose"
    ? formatTime(milliseconds, view)
    : formatRelative(milliseconds, view.now);
}

/** `v2 → v3`. */
export function describeMove({ from, to }: Pick<AliasMove, "from" | "to">): string {
  return `${from === undefined ? "none" : `v${from}`} → ${to === undefined ? "none" : `v${to}`}`;
}

function whyOf({ reason, gates, applyId }: AliasMove & { readonly gates?: Evaluation }): string {
  if (reason !== undefined) return toPlainText(reason);
  if (gates !== undefined) return gates.results.map(({ detail }) => toPlainText(detail)).join("; ");
  return applyId === undefined ? "" : "pinned by an apply";
}
