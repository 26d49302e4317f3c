import {
  type Change,
  type ChangeAction,
  formatPinnedImage,
  hasChanges,
  type Plan,
  type PlanSummary,
} from "@mlx/core";
import type { Colours, ViewOptions } from "../view-options.ts";
import { count } from "./format.ts";
import { indent, toPlainText, widthOf, wrap } from "./layout.ts";
import { shortDigest } from "./names.ts";
import { renderBlocks, renderConsequences, renderRenames } from "./plan-consequences.ts";
import { renderFields } from "./plan-fields.ts";
import { renderNextFires } from "./plan-fires.ts";
import { renderPins, renderSparkCommands } from "./plan-images.ts";
import { countOutside, renderDrift, renderUnmanaged } from "./plan-outside.ts";
import { countRuns, renderPlannedRuns } from "./plan-runs.ts";
import { highlight } from "./prose.ts";

const symbols = {
  create: "+",
  update: "~",
  move: "»",
  import: "←",
  delete: "-",
} as const satisfies Record<ChangeAction, string>;

/** Reasons that the change says itself: something new was not there, and of a plan to destroy everything goes. */
const selfEvident = new Set(["not in the store yet", "everything is to be destroyed"]);

/** The plan for a person: what others changed, changes, what follows from them, advice, blocks, and the sum. */
export function renderPlan(plan: Plan, view: ViewOptions): string {
  if (view.verbosity === "quiet") return renderPlanSummary(plan, view);
  const changes = plan.changes.map((change) => renderChange(change, view));
  const compact = plan.changes.every(({ fields }) => fields.length === 0);
  return [
    ...renderDrift(plan, view),
    ...(changes.length === 0 ? [] : [changes.join(compact ? "\n" : "\n\n")]),
    ...renderConsequences(plan.consequences, view),
    ...renderPlannedRuns(plan, view),
    ...renderRenames(plan.hints, view),
    ...renderPins(plan, view),
    ...renderSparkCommands(plan, view),
    ...renderNextFires(plan, view),
    ...renderUnmanaged(plan, view),
    ...renderBlocks(plan.blocks, view),
    renderPlanSummary(plan, view),
  ].join("\n\n");
}

/** The last line: counts by action, and by kind with `-v`. */
function renderPlanSummary(plan: Plan, { colours, verbosity }: ViewOptions): string {
  const environment = plan.environment === undefined ? "" : `environment ${plan.environment}, `;
  const where = colours.dim(`(${environment}serial ${plan.serial})`);
  if (!hasChanges(plan)) return `${colours.bold("No changes.")} ${describeUnchanged(plan)}. ${where}`;
  const kinds =
    verbosity === "verbose"
      ? Object.entries(plan.summary.byKind).map(
          ([kind, counts]) =>
            `  ${kind}: ${Object.entries(counts)
              .map(([action, number]) => `${number} to ${action}`)
              .join(", ")}`,
        )
      : [];
  return [
    `${colours.bold("Plan:")} ${[describeSummary(plan.summary), ...countRuns(plan), ...countOutside(plan)].join(", ")}. ${where}`,
    ...kinds,
  ].join("\n");
}

/** `4 resources as declared, 2 unmanaged`. */
function describeUnchanged(plan: Plan): string {
  const { unchanged } = plan.summary;
  const declared =
    unchanged === 0 ? "There is nothing to apply" : `${count(unchanged, "resource")} as declared`;
  return [declared, ...countOutside(plan)].join(", ");
}

/** `2 to create, 1 to update, 4 unchanged`. */
function describeSummary(summary: PlanSummary): string {
  const actions = ["create", "update", "move", "import", "delete"] as const;
  return [
    ...actions.flatMap((action) => (summary[action] ? [`${summary[action]} to ${action}`] : [])),
    ...(summary.unchanged > 0 ? [`${summary.unchanged} unchanged`] : []),
  ].join(", ");
}

function paintOf(action: ChangeAction, colours: Colours): (text: string) => string {
  const { green, yellow, cyan, red } = colours;
  return { create: green, update: yellow, move: cyan, import: cyan, delete: red }[action];
}

/** One change: symbol, address, file:line, then reason and fields. */
function renderChange(change: Change, view: ViewOptions): string {
  const { colours, width, verbosity } = view;
  const paint = paintOf(change.action, colours);
  const from = change.action === "move" ? ` (from ${change.from})` : "";
  const title = `  ${symbols[change.action]} ${change.address}${from}`;
  const place = change.action === "delete" ? "" : `${change.at.file}:${change.at.line}`;
  const head =
    place !== "" && widthOf(title) + widthOf(place) + 2 <= width
      ? `${paint(title)}  ${colours.dim(place)}`
      : [paint(title), ...(place === "" ? [] : [colours.dim(`      ${place}`)])].join("\n");
  // A field that is shown below speaks for itself.
  const spoken = new Set(change.fields.map(({ path }) => `${path} changed`));
  const why = change.reasons.filter(
    (reason) => verbosity === "verbose" || !(spoken.has(reason) || selfEvident.has(reason)),
  );
  const reasons = wrap(why.map(toPlainText).join("; "), Math.min(width, 100) - 6);
  const protection =
    change.action === "delete" && change.protected ? [colours.red("      protected from deletion")] : [];
  return [
    head,
    ...indent(why.length === 0 ? [] : reasons.map((line) => colours.dim(line)), "      "),
    ...protection,
    ...renderFields(change.fields, view),
    ...(verbosity === "verbose" ? renderObserved(change, view) : []),
  ].join("\n");
}

function renderObserved(change: Change, { colours }: ViewOptions): readonly string[] {
  if (change.action === "delete") return [];
  const { source, image, fingerprint } = change.after.observed;
  return [
    ...(source === undefined ? [] : [`      source tree  ${shortDigest(source.manifest)}`]),
    ...(source?.requirements === undefined ? [] : [`      requirements ${shortDigest(source.requirements)}`]),
    ...(image === undefined ? [] : [`      image        ${formatPinnedImage(image)}`]),
    ...(fingerprint === undefined ? [] : [`      data         ${shortDigest(fingerprint)}`]),
  ].map((line) => colours.dim(line));
}

/** What to type after a plan was shown; `command` does what it says. */
export function renderPlanNext(plan: Plan, command: string, view: ViewOptions): string {
  if (plan.blocks.length > 0 || !hasChanges(plan) || view.verbosity === "quiet") return "";
  return highlight(`Next: \`${command}\``, view);
}
