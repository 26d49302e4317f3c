import type {
  HistoryEntry,
  ListedSchedule,
  NextFire,
  PausedSchedule,
  ScheduleAhead,
  ScheduleList,
  UpcomingFire,
} from "@mlx/app";
import { nameOf, type Tick, type TickOutcome } from "@mlx/core";
import type { Colours, ViewOptions } from "../view-options.ts";
import { count, formatMoment, formatRelative } from "./format.ts";
import { toPlainText } from "./layout.ts";
import { shortId } from "./names.ts";
import { highlight } from "./prose.ts";
import { describeStatus, paintStatus } from "./run-status.ts";
import { renderTable } from "./table.ts";

/** `2026-03-08T03:00-07:00` as `2026-03-08 03:00`: what the clocks of its zone show. */
function wallClock(local: string): string {
  return local.replace("T", " ").replace(/([+-]\d{2}:\d{2}|Z)$/, "");
}

/** `2026-03-08T10:00:00.000Z` as `2026-03-08 10:00`, seconds only where there are any. */
export function utcTime(at: string): string {
  return at
    .replace("T", " ")
    .replace(/(:00)?\.000Z$/, "")
    .replace(/Z$/, "");
}

/** Schedules, one a line; a warning where nobody fires them. */
export function renderScheduleList({ schedules, hasDaemon }: ScheduleList, view: ViewOptions): string {
  if (schedules.length === 0)
    return highlight(
      "No schedules: no applied experiment has one. `mlx apply` takes over those of the files.",
      view,
    );
  const { colours, now } = view;
  const table = renderTable<ListedSchedule>(
    [
      { header: "EXPERIMENT", value: ({ schedule }) => nameOf(schedule.experiment), least: 20 },
      {
        header: "STATE",
        value: ({ state }) => state,
        colour: (text, { state }) => (state === "ACTIVE" ? colours.green(text) : colours.yellow(text)),
      },
      { header: "CRON", value: ({ schedule }) => schedule.spec.cron.join(" · "), least: 9 },
      { header: "ZONE", value: ({ schedule }) => schedule.spec.timezone, optional: 2 },
      { header: "NEXT", value: ({ next }) => (next === undefined ? "" : wallClock(next.local)) },
      {
        header: "",
        value: ({ next }) => (next === undefined ? "" : formatRelative(Date.parse(next.at), now)),
        optional: 3,
      },
      { header: "LAST", value: ({ lastTick }) => lastTick?.outcome ?? "", optional: 4 },
      {
        header: "LAST RUN",
        value: ({ lastRun }) =>
          lastRun === undefined ? "" : `${shortId(lastRun.id)} ${describeStatus(lastRun.status)}`,
        colour: (text, { lastRun }) =>
          lastRun === undefined ? text : paintStatus(text, lastRun.status, colours),
        optional: 1,
      },
    ],
    schedules,
    view,
  );
  const active = schedules.filter(({ state }) => state === "ACTIVE").length;
  const pauses = schedules.flatMap(({ schedule: { experiment, paused } }) =>
    paused === undefined
      ? []
      : [
          `${nameOf(experiment)} was paused ${formatMoment(paused.at, view)} by ${toPlainText(paused.actor)}${paused.reason === undefined ? "" : `: ${toPlainText(paused.reason)}`}`,
        ],
  );
  const ahead = schedules.flatMap(({ schedule: { experiment }, decidedUntil: until }) =>
    until === undefined ? [] : [{ experiment, until }],
  );
  const warning = highlight("nothing fires: no daemon runs; `mlx up --detach` starts one", view);
  return [
    table,
    ...(pauses.length === 0 ? [] : ["", ...pauses]),
    ...(ahead.length === 0 ? [] : ["", renderAhead(ahead, view)]),
    ...(hasDaemon || active === 0 ? [] : ["", `${colours.yellow("warning")}: ${warning}`]),
  ].join("\n");
}

/** A warning of schedules that wait for a time which a clock that was wrong has left them. */
export function renderAhead(ahead: readonly ScheduleAhead[], view: ViewOptions): string {
  const shown = ahead.slice(0, 5);
  const names = shown.map(({ experiment }) => nameOf(experiment)).join(" ");
  const lines = shown.map(
    ({ experiment, until }) =>
      `${nameOf(experiment)} fires nothing before ${utcTime(until.slice(0, 19))} (UTC): a clock that was ahead decided its times until then`,
  );
  const more = ahead.length - shown.length;
  return [
    ...lines.map((line) => `${view.colours.yellow("warning")}: ${line}`),
    ...(more === 0 ? [] : [`and so it is with ${more} more`]),
    highlight(
      `\`mlx schedules pause ${names}\`, then \`mlx schedules resume ${names}\`: ${ahead.length === 1 ? "it fires" : "they fire"} again from then on`,
      view,
    ),
  ].join("\n");
}

/** Times to come: in the schedule's own clocks, in UTC, and how far they are. */
export function renderNext(fires: readonly UpcomingFire[], view: ViewOptions): string {
  return renderTable<UpcomingFire>(
    [
      { header: "LOCAL", value: ({ local }) => wallClock(local) },
      { header: "ZONE", value: ({ timezone }) => timezone, least: 8, optional: 2 },
      { header: "UTC", value: ({ at }) => utcTime(at), optional: 3 },
      { header: "IN", value: ({ at }) => formatRelative(Date.parse(at), view.now), optional: 1 },
      { header: "EXPERIMENT", value: ({ experiment }) => nameOf(experiment), least: 16 },
    ],
    fires,
    view,
  );
}

/** The same with what a change of the clocks does to them. */
export function renderNextFires(fires: readonly NextFire[], view: ViewOptions): string {
  if (fires.length === 0)
    return highlight("Nothing fires: no schedule is active. `mlx schedules` tells why.", view);
  const shifted = fires.some((fire) => fire.shifted);
  const note = "Shifted: the local time does not exist that day; it fires when the gap of the clocks ends.";
  const table = renderNext(fires, view);
  if (!shifted) return table;
  const [header = "", ...lines] = table.split("\n");
  return [
    header,
    ...lines.map((line, index) => (fires[index]?.shifted ? `${line}  shifted` : line)),
    "",
    note,
  ].join("\n");
}

/** One sign for each outcome, in the order of the legend. */
const signs: { readonly [outcome in TickOutcome]: readonly [sign: string, meaning: string] } = {
  FIRED: ["✓", "fired"],
  COALESCED: ["↷", "a later one stands for it"],
  SKIPPED_OVERLAP: ["·", "skipped: another run was under way"],
  SKIPPED_DEADLINE: ["⌛", "skipped: too late"],
  SKIPPED_CATCHUP: ["-", "skipped: missed"],
  SKIPPED_LIMIT: ["=", "skipped: more were missed than are caught up on"],
  SKIPPED_DST: ["~", "skipped: the clocks changed"],
  FAILED: ["✗", "no run could be made"],
};
/** Of a tick that fired, how its run stands. */
const runSigns = { failed: ["!", "its run failed"], underWay: ["▸", "its run is under way"] } as const;

function signOf({ tick, run }: HistoryEntry): readonly [sign: string, meaning: string] {
  if (tick.outcome !== "FIRED" || run === undefined) return signs[tick.outcome];
  const { state } = run.status;
  if (state === "FAILED" || state === "ABORTED") return runSigns.failed;
  return state === "DONE" ? signs.FIRED : runSigns.underWay;
}

function paintTick(text: string, { tick, run }: HistoryEntry, colours: Colours): string {
  if (run !== undefined) return paintStatus(text, run.status, colours);
  if (tick.outcome === "FAILED") return colours.red(text);
  return tick.outcome === "FIRED" ? colours.green(text) : colours.yellow(text);
}

/** A strip with one sign a tick, oldest first, its legend, and the ticks as a table, newest first. */
export function renderScheduleHistory(entries: readonly HistoryEntry[], view: ViewOptions): string {
  if (entries.length === 0) return "No ticks: no nominal time was decided yet.";
  const { colours } = view;
  const oldestFirst = entries.toReversed();
  const cells = oldestFirst.slice(-Math.max(10, view.width - 2));
  const strip = cells.map((entry) => paintTick(signOf(entry)[0], entry, colours)).join("");
  const legend = [...new Map(cells.map((entry) => signOf(entry))).entries()]
    .map(([sign, meaning]) => `${sign} ${meaning}`)
    .join("   ");
  const several = new Set(entries.map(({ tick }) => tick.experiment)).size > 1;
  const table = renderTable<HistoryEntry>(
    [
      { header: "", value: (entry) => signOf(entry)[0] },
      { header: "NOMINAL (UTC)", value: ({ tick }) => describeTime(tick) },
      {
        header: "OUTCOME",
        value: ({ tick }) => tick.outcome,
        colour: (text, entry) => paintTick(text, entry, colours),
      },
      ...(several
        ? [{ header: "EXPERIMENT", value: ({ tick }: HistoryEntry) => nameOf(tick.experiment), least: 16 }]
        : []),
      { header: "RUN", value: ({ tick }) => (tick.runId === undefined ? "" : shortId(tick.runId)) },
      {
        header: "STATE",
        value: ({ run }) => (run === undefined ? "" : describeStatus(run.status)),
        colour: (text, { run }) => (run === undefined ? text : paintStatus(text, run.status, colours)),
      },
      { header: "WHY", value: ({ tick }) => tick.message ?? "", least: 20, optional: 1 },
      { header: "DECIDED (UTC)", value: ({ tick }) => utcTime(tick.evaluatedAt.slice(0, 19)), optional: 2 },
    ],
    entries,
    view,
  );
  return [strip, legend, "", table].join("\n");
}

function describeTime({ nominal, range }: Tick): string {
  if (range === undefined) return utcTime(nominal);
  const times = `${range.count >= 10_000 ? "≥ " : ""}${count(range.count, "time")}`;
  return `${utcTime(nominal)} … ${utcTime(range.until)} (${times})`;
}

export function renderPaused(paused: readonly PausedSchedule[], view: ViewOptions): string {
  return paused
    .map(({ schedule: { experiment, paused: pause }, changed }) => {
      const name = nameOf(experiment);
      if (pause === undefined)
        return changed
          ? `${name} fires again from now on; what it missed is not made up for`
          : `${name} was not paused`;
      const resume = highlight(`\`mlx schedules resume ${name}\``, view);
      return changed
        ? `${name} is paused: nothing of it fires until ${resume}`
        : `${name} was paused already, ${formatMoment(pause.at, view)} by ${toPlainText(pause.actor)}`;
    })
    .join("\n");
}
