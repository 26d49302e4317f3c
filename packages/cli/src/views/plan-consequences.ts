/** What a plan means beyond its own changes, and what stands in its way. */
import { assertNever, type Consequence, type PlanBlock, type PlanHint } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { count } from "./format.ts";
import { indent, wrap } from "./layout.ts";
import { shortId } from "./names.ts";
import { highlight } from "./prose.ts";

const mostAffected = 10;

export function renderConsequences(
  consequences: readonly Consequence[],
  view: ViewOptions,
): readonly string[] {
  if (consequences.length === 0) return [];
  const { colours, verbosity } = view;
  const affected = consequences.filter(({ type }) => type === "affected");
  const kept =
    verbosity === "verbose" || affected.length <= mostAffected ? affected : affected.slice(0, mostAffected);
  const others = consequences.filter(({ type }) => type !== "affected");
  const lines = [...others, ...kept].flatMap((consequence) =>
    entry(`${colours.magenta("≈")} ${describeConsequence(consequence)}`, view),
  );
  const hidden = affected.length - kept.length;
  return [
    [
      colours.bold("What follows"),
      ...lines,
      ...(hidden > 0
        ? [colours.dim(`  ≈ and ${count(hidden, "more resource")} affected (-v lists them)`)]
        : []),
    ].join("\n"),
  ];
}

function describeConsequence(consequence: Consequence): string {
  switch (consequence.type) {
    case "model-stale":
      return `${consequence.model} becomes stale: ${consequence.reasons.join("; ")}`;
    case "model-orphaned":
      return `${consequence.model} stays in the registry, without ${consequence.instance}`;
    case "affected":
      return `${consequence.address} is affected by ${consequence.because.join(", ")}`;
    case "run-under-way":
      return `run ${shortId(consequence.runId)} under way uses ${consequence.address}; it keeps what it started with`;
    default:
      return assertNever(consequence);
  }
}

export function renderHints(hints: readonly PlanHint[], view: ViewOptions): readonly string[] {
  return hints.map(({ from, to }) =>
    [
      ...entry(
        `${view.colours.cyan("?")} looks like a rename: ${from} → ${to}. To keep its models and runs, add:`,
        view,
      ),
      highlight(`      \`moved: [{ from: ${from}, to: ${to} }]\``, view.colours),
    ].join("\n"),
  );
}

export function renderBlocks(blocks: readonly PlanBlock[], view: ViewOptions): readonly string[] {
  return blocks.map(({ message, addresses }) =>
    [
      ...entry(`${view.colours.red("✗")} blocked: ${message}`, view),
      ...(view.verbosity === "verbose" ? addresses.map((address) => `      ${address}`) : []),
    ].join("\n"),
  );
}

/** One item with a sign in front, its further lines set in under the first. */
function entry(text: string, { width }: ViewOptions): readonly string[] {
  const [first = "", ...rest] = wrap(text, Math.min(width, 110) - 4);
  return [`  ${first}`, ...indent(rest, "    ")];
}
