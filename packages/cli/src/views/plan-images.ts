/** What a plan pins, and how Spark's tasks are started by it. */
import { hasChanges, type Plan, type PlanHintOf } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { toPlainText } from "./layout.ts";
import { shortDigest } from "./names.ts";
import { entry } from "./plan-consequences.ts";
import { highlight } from "./prose.ts";

const mostShown = 5;

/** `image ghcr.io/acme/retail:1.4 → sha256:…, to be pinned in mlx.lock`; digests in full with `-v`. */
export function renderPins(plan: Plan, view: ViewOptions): readonly string[] {
  const pins = plan.hints.filter((hint) => hint.type === "image-pin");
  if (pins.length === 0) return [];
  // A plan without changes is not applied, so nothing would write it.
  const end = hasChanges(plan) ? "to be pinned in mlx.lock" : "not in mlx.lock yet; `mlx lock` pins it";
  return [
    showSome(pins, view, (pin) => entry(`${view.colours.cyan("=")} ${describePin(pin, end, view)}`, view)),
  ];
}

function describePin(
  { image, before, recipes }: PlanHintOf<"image-pin">,
  end: string,
  view: ViewOptions,
): string {
  const show = view.verbosity === "verbose" ? (digest: string) => digest : shortDigest;
  const name = toPlainText(image.reference);
  const what =
    before === undefined
      ? `image ${name} → ${show(image.digest)}`
      : `image ${name} moved: ${show(before)} → ${show(image.digest)}`;
  const users = view.verbosity === "verbose" ? ` (${recipes.join(", ")})` : "";
  return highlight(`${what}, ${end}${users}`, view);
}

/** The commands are not wrapped, so that they can be copied. */
export function renderSparkCommands(plan: Plan, view: ViewOptions): readonly string[] {
  const commands = plan.hints.filter((hint) => hint.type === "spark-command");
  if (commands.length === 0) return [];
  const { colours } = view;
  const shown = showSome(commands, view, ({ instance, task, command }) => [
    `  ${instance} ${task}`,
    `      ${colours.dim(toPlainText(command))}`,
  ]);
  return [[colours.bold("How Spark is started"), shown].join("\n")];
}

/** The first few, and how many more there are; all with `-v`. */
export function showSome<T>(
  all: readonly T[],
  view: ViewOptions,
  show: (one: T) => readonly string[],
): string {
  const shown = view.verbosity === "verbose" ? all : all.slice(0, mostShown);
  const more = all.length - shown.length;
  return [
    ...shown.flatMap(show),
    ...(more > 0 ? [view.colours.dim(`  and ${more} more; -v shows all`)] : []),
  ].join("\n");
}
