/** What a plan means beyond its own changes, and what stands in its way. */
import { assertNever, type Consequence, type PlanBlock, type PlanHint, type PlanHintOf } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { count, formatValue } from "./format.ts";
import { indent, wrap } from "./layout.ts";
import { shortId } from "./names.ts";

export function renderConsequences(
  consequences: readonly Consequence[],
  view: ViewOptions,
): readonly string[] {
  if (consequences.length === 0) return [];
  const { colours, verbosity } = view;
  const others = consequences.filter(({ type }) => type !== "affected");
  const affected = consequences.filter((consequence) => consequence.type === "affected");
  const lines = [
    ...others.map(describeConsequence),
    ...(verbosity === "verbose" ? affected.map(describeConsequence) : groupAffected(affected, consequences)),
  ];
  return [
    [
      colours.bold("What follows"),
      ...lines.flatMap((line) => entry(`${colours.magenta("≈")} ${line}`, view)),
    ].join("\n"),
  ];
}

type Affected = Extract<Consequence, { readonly type: "affected" }>;

/** By cause; what the line of a stale model names already is left out. */
function groupAffected(
  affected: readonly Affected[],
  consequences: readonly Consequence[],
): readonly string[] {
  const named = new Set<string | undefined>(
    consequences.flatMap((consequence) =>
      consequence.type === "model-stale" ? [consequence.instance, consequence.experiment] : [],
    ),
  );
  const groups = Map.groupBy(
    affected.filter(({ address }) => !named.has(address)),
    ({ because }) => because.join(", "),
  );
  return [...groups].flatMap(([cause, group]) =>
    group.length === 1
      ? group.map(describeConsequence)
      : [`${count(group.length, "resource")} are affected by ${cause}`],
  );
}

function describeConsequence(consequence: Consequence): string {
  switch (consequence.type) {
    case "model-stale":
      return `${consequence.model} becomes stale: ${consequence.reasons.join("; ")}`;
    case "model-orphaned":
      return `${consequence.model} stays in the registry, without ${consequence.experiment ?? consequence.instance}`;
    case "affected":
      return `${consequence.address} is affected by ${consequence.because.join(", ")}`;
    case "service-model": {
      const { service, serves, waitsFor } = consequence;
      return serves === undefined ? `${service} waits for ${waitsFor}` : `${service} goes on with ${serves}`;
    }
    case "alias-pinned": {
      const { model, alias, from, to } = consequence;
      return `${model}@${alias} moves ${from === undefined ? "" : `from v${from} `}to v${to}, where it is pinned`;
    }
    case "run-under-way":
      return `run ${shortId(consequence.runId)} under way uses ${consequence.address}; it keeps what it started with`;
    default:
      return assertNever(consequence);
  }
}

export function renderRenames(hints: readonly PlanHint[], view: ViewOptions): readonly string[] {
  const found = hints.filter((hint) => hint.type === "probable-rename");
  if (found.length === 0) return [];
  const { colours } = view;
  const renames = joinKeys(found);
  return [
    [
      ...renames.flatMap(({ from, to }) =>
        entry(`${colours.cyan("?")} looks like a rename: ${from} → ${to}`, view),
      ),
      ...entry(`  To keep ${found.length === 1 ? "its" : "their"} models and runs, add:`, view),
      colours.cyan("      moved:"),
      ...renames.map(({ from, to }) =>
        colours.cyan(`        - { from: ${formatValue(from)}, to: ${formatValue(to)} }`),
      ),
    ].join("\n"),
  ];
}

interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Renames that differ in nothing but a key that stays, as one without it. */
function joinKeys(hints: readonly PlanHintOf<"probable-rename">[]): readonly Rename[] {
  const groups = Map.groupBy(hints, ({ from, to }) => {
    const [old, fresh] = [from, to].map((address) => address.split(/(?=\[)/));
    return old?.[1] !== undefined && old[1] === fresh?.[1] ? `${old[0]} ${fresh?.[0]}` : `${from} ${to}`;
  });
  return [...groups.values()].flatMap((group): readonly Rename[] => {
    const [first] = group;
    return group.length === 1 || first === undefined
      ? group
      : [{ from: withoutKey(first.from), to: withoutKey(first.to) }];
  });
}

function withoutKey(address: string): string {
  return address.replace(/\[.*$/, "");
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
export function entry(text: string, { width }: ViewOptions): readonly string[] {
  const [first = "", ...rest] = wrap(text, Math.min(width, 110) - 4);
  return [`  ${first}`, ...indent(rest, "    ")];
}
