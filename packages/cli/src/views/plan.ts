import {
  type Change,
  type ChangeAction,
  type FieldChange,
  formatPinnedImage,
  hasChanges,
  isJsonObject,
  type Json,
  type Plan,
  type PlanSummary,
  redacted,
} from "@mlx/core";
import type { Colours, ViewOptions } from "../view-options.ts";
import { count, formatFlow, formatValue } from "./format.ts";
import { indent, padEnd, toPlainText, truncate, widthOf, wrap } from "./layout.ts";
import { shortDigest } from "./names.ts";
import { renderBlocks, renderConsequences, renderRenames } from "./plan-consequences.ts";
import { renderNextFires } from "./plan-fires.ts";
import { renderPins, renderSparkCommands } from "./plan-images.ts";
import { countRuns, renderPlannedRuns } from "./plan-runs.ts";
import { highlight } from "./prose.ts";

const symbols = {
  create: "+",
  update: "~",
  move: "»",
  import: "←",
  delete: "-",
} as const satisfies Record<ChangeAction, string>;

/** The reason of every change of a plan to destroy, which says so itself. */
const ofEverything = "everything is to be destroyed";

/** The plan for a person: changes, what follows from them, advice, blocks, and the sum. */
export function renderPlan(plan: Plan, view: ViewOptions): string {
  if (view.verbosity === "quiet") return renderPlanSummary(plan, view);
  const changes = plan.changes.map((change) => renderChange(change, view));
  const compact = plan.changes.every(({ fields }) => fields.length === 0);
  return [
    ...(changes.length === 0 ? [] : [changes.join(compact ? "\n" : "\n\n")]),
    ...renderConsequences(plan.consequences, view),
    ...renderPlannedRuns(plan, view),
    ...renderRenames(plan.hints, view),
    ...renderPins(plan, view),
    ...renderSparkCommands(plan, view),
    ...renderNextFires(plan, view),
    ...renderBlocks(plan.blocks, view),
    renderPlanSummary(plan, view),
  ].join("\n\n");
}

/** The last line: counts by action, and by kind with `-v`. */
function renderPlanSummary(plan: Plan, { colours, verbosity }: ViewOptions): string {
  const environment = plan.environment === undefined ? "" : `environment ${plan.environment}, `;
  const where = colours.dim(`(${environment}serial ${plan.serial})`);
  if (!hasChanges(plan))
    return `${colours.bold("No changes.")} ${plan.summary.unchanged === 0 ? "There is nothing to apply." : `${count(plan.summary.unchanged, "resource")} as declared.`} ${where}`;
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
    `${colours.bold("Plan:")} ${[describeSummary(plan.summary), ...countRuns(plan)].join(", ")}. ${where}`,
    ...kinds,
  ].join("\n");
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
  // A field that is shown below speaks for itself, and so does that something new was not there.
  const spoken = new Set(change.fields.map(({ path }) => `${path} changed`));
  const why = change.reasons.filter(
    (reason) =>
      verbosity === "verbose" ||
      (change.action !== "create" && !spoken.has(reason) && reason !== ofEverything),
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

function renderFields(fields: readonly FieldChange[], view: ViewOptions): readonly string[] {
  const longest = Math.min(40, Math.max(0, ...fields.map(({ path }) => widthOf(path))));
  return fields.flatMap((field) => [
    ...(renderItems(field, view) ?? [renderField(field, longest, view)]),
    ...renderTrust(field, view),
  ]);
}

/** A container that is hardly confined is not to be overlooked. */
function renderTrust({ path, after }: FieldChange, view: ViewOptions): readonly string[] {
  if (path !== "container.profile" || after !== "trusted") return [];
  const meaning =
    "! trusted: nothing is confined but what Docker confines by itself: the image's own user, root too, with Docker's capabilities, set-user-id programs, a writable root and a network";
  const lines = wrap(meaning, Math.min(view.width, 100) - 8);
  return indent(
    lines.map((line) => view.colours.red(line)),
    "        ",
  );
}

/** A list of maps, such as gates or the tasks of a chain: one a line, what goes before what comes. */
function renderItems(
  { path, before, after }: FieldChange,
  { colours, width, verbosity }: ViewOptions,
): readonly string[] | undefined {
  if (![before, after].some(isListOfMaps)) return undefined;
  const [old, fresh] = [itemsOf(before), itemsOf(after)];
  if (old === undefined || fresh === undefined) return undefined;
  const gone = old.filter((item) => !fresh.includes(item));
  // Of items in another order, or with another secret, the whole lists tell.
  if (gone.length === 0 && fresh.every((item) => old.includes(item))) return undefined;
  const room = verbosity === "verbose" ? Number.POSITIVE_INFINITY : Math.max(24, width - 10);
  const line = (mark: string, item: string) => `${mark} ${truncate(toPlainText(item), room)}`;
  return [
    `      ${path}:${after === undefined ? colours.dim(" removed") : ""}`,
    ...indent(
      [
        ...gone.map((item) => colours.red(line("-", item))),
        ...fresh.map((item) => (old.includes(item) ? line(" ", item) : colours.green(line("+", item)))),
      ],
      "        ",
    ),
  ];
}

function isListOfMaps(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
}

function itemsOf(value: Json | undefined): readonly string[] | undefined {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(formatFlow) : undefined;
}

/** `path: old → new`; in full only with `-v`. */
function renderField(field: FieldChange, longest: number, view: ViewOptions): string {
  const { colours, width, verbosity } = view;
  const { path, before, after } = field;
  const label = `      ${padEnd(`${path}:`, longest + 1)} `;
  const room = verbosity === "verbose" ? Number.POSITIVE_INFINITY : Math.max(24, width - widthOf(label));
  const paint = path === "container.profile" && after === "trusted" ? colours.red : colours.green;
  if (before === undefined) return label + paint(truncate(shownValue(field, "after"), room));
  if (after === undefined)
    return `${label}${colours.red(truncate(shownValue(field, "before"), room - 10))} ${colours.dim("→ removed")}`;
  const half = Math.floor((room - 3) / 2);
  const old = shownValue(field, "before");
  const fresh = shownValue(field, "after");
  const fits = widthOf(old) + widthOf(fresh) + 3 <= room;
  return `${label}${colours.red(fits ? old : truncate(old, half))} ${colours.dim("→")} ${paint(fits ? fresh : truncate(fresh, half))}`;
}

function shownValue(field: FieldChange, side: "before" | "after"): string {
  const value = field[side];
  if (value === undefined) return "";
  const secret = value === redacted && field.before === redacted && field.after === redacted;
  if (secret) return `${redacted} (${side})`;
  // Quotes on one side alone would look like a part of the change.
  const quoted =
    typeof value === "string" && value !== redacted && [field.before, field.after].some(isQuoted);
  return toPlainText(quoted ? JSON.stringify(value) : formatValue(value));
}

function isQuoted(value: Json | undefined): boolean {
  return typeof value === "string" && formatValue(value) === JSON.stringify(value);
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
