/** When schedules that a plan changes fire next. */
import type { NextFires, Plan, PlanHintOf } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { padEnd, toPlainText, wrap } from "./layout.ts";
import { showSome } from "./plan-images.ts";

/** Times of the schedule's zone, and those of UTC behind them where they are others. */
export function renderNextFires(plan: Plan, view: ViewOptions): readonly string[] {
  const hints = plan.hints.filter((hint) => hint.type === "next-fires");
  if (hints.length === 0) return [];
  const shown = showSome(hints, view, (hint) => describeHint(hint, view));
  return [[view.colours.bold("Next fires"), shown].join("\n")];
}

function describeHint(
  { experiment, before, after }: PlanHintOf<"next-fires">,
  view: ViewOptions,
): readonly string[] {
  const { colours } = view;
  const zones = [before, after].flatMap((fires) => fires?.timezone ?? []);
  const [zone] = zones;
  const shared = zone !== undefined && zones.every((each) => each === zone) ? zone : undefined;
  const sides = [
    { label: "before", fires: before, paint: colours.red },
    { label: "after", fires: after, paint: colours.green },
  ].filter(({ fires }) => before !== undefined || fires !== undefined);
  return [
    `  ${experiment}${shared === undefined ? "" : colours.dim(`  ${shared}`)}`,
    ...sides.flatMap(({ label, fires, paint }) => {
      // Of what is new there is no before: its times need no label.
      const head = sides.length === 1 ? "      " : padEnd(`      ${label}`, 14);
      const lines = wrap(describeFires(fires, shared), Math.min(view.width, 110) - head.length);
      return lines.map(
        (line, at) => (at === 0 ? head : " ".repeat(head.length)) + paint(line.replaceAll("\u00a0", " ")),
      );
    }),
  ];
}

/** A time is not broken over lines. */
function describeFires(fires: NextFires | undefined, zone: string | undefined): string {
  if (fires === undefined) return "no schedule";
  if (fires.fires.length === 0)
    return `never${fires.because === undefined ? "" : `: ${toPlainText(fires.because)}`}`;
  const times = fires.fires.map((at) => describeTime(at, fires.timezone).replaceAll(" ", "\u00a0"));
  return times.join(", ") + (zone === undefined ? ` (${fires.timezone})` : "");
}

function describeTime(at: string, timezone: string): string {
  const utc = at.slice(0, 16).replace("T", " ");
  const local = localTime(at, timezone);
  if (local === undefined || local === utc) return `${utc}Z`;
  const sameDay = local.slice(0, 10) === utc.slice(0, 10);
  return `${local} (${sameDay ? utc.slice(11) : utc.slice(5)}Z)`;
}

/** `2026-01-31 14:05` as the zone's clocks show it; `undefined` where this machine does not know the zone. */
function localTime(at: string, timeZone: string): string | undefined {
  try {
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
    return format.format(new Date(at));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
