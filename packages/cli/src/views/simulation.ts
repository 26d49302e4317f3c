import { nameOf, timestamp } from "@mlx/core";
import type {
  SimulatedExperiment,
  SimulationReport,
  SimulationSummary,
  ToldEvent,
} from "../simulation-report.ts";
import type { Colours, ViewOptions } from "../view-options.ts";
import { describeUnwanted } from "./daemon-outlook.ts";
import { count, formatDuration, formatNumber } from "./format.ts";
import { renderWarning } from "./prose.ts";
import { utcTime } from "./schedules.ts";
import { renderTable } from "./table.ts";

/** What would happen, then what that comes to. */
export function renderSimulation(report: SimulationReport, view: ViewOptions): string {
  const { from, until, capacity, told, untold, experiments, summary, durations, problems, unwantedSlots } =
    report;
  const { colours } = view;
  const slots = Object.entries(capacity).map(([name, amount]) => `${name} ${formatNumber(amount)}`);
  const unwanted = describeUnwanted(unwantedSlots);
  const head = [
    colours.bold(`Simulated from ${utc(from)} to ${utc(until)} (UTC)`),
    `  slots: ${slots.length === 0 ? "not limited" : slots.join(", ")}`,
    ...describeDurations(durations),
    ...problems.map(
      ({ experiment, problem }) =>
        `  ${nameOf(experiment)} cannot run as it stands, so each of its times fails: ${problem}`,
    ),
    ...unwanted.map((text) => `  ${renderWarning(text, view)}`),
  ];
  if (told.length === 0) return [...head, "", "Nothing fires in this time."].join("\n");
  const events = [
    renderTable<ToldEvent>(
      [
        { header: "AT (UTC)", value: ({ at }) => utc(at) },
        {
          header: "",
          value: wordOf,
          colour: (text, event) => paintOf(event, colours)(text),
        },
        { header: "EXPERIMENT", value: ({ experiment }) => nameOf(experiment), least: 16 },
        { header: "NOMINAL (UTC)", value: ({ nominal }) => utc(nominal), optional: 2 },
        { header: "WHY", value: whyOf, least: 20, optional: 1 },
      ],
      told,
      view,
    ),
    ...(untold === 0 ? [] : [colours.dim(`… and ${untold} more (--limit shows more)`)]),
  ];
  const table = renderTable<SimulatedExperiment>(
    [
      { header: "EXPERIMENT", value: ({ experiment }) => nameOf(experiment), least: 16 },
      { header: "FIRED", value: ({ fired }) => String(fired), align: "right" },
      { header: "SKIPPED", value: ({ skipped }) => describeSkipped(skipped), least: 10 },
      { header: "WAITED", value: ({ waited }) => (waited === 0 ? "" : String(waited)), align: "right" },
      {
        header: "LONGEST",
        value: ({ waited, longestWaitSeconds: seconds }) =>
          waited === 0 ? "" : formatDuration(seconds * 1000),
        align: "right",
        optional: 1,
      },
    ],
    experiments,
    view,
  );
  const total = summary === undefined ? [] : ["", ...describeSummary(summary)];
  return [...head, "", ...events, "", table, ...total].join("\n");
}

const words = { fired: "fires", skipped: "skipped", waiting: "waits", replaced: "replaced" } as const;

function wordOf(event: ToldEvent): string {
  return isFailed(event) ? "fails" : words[event.type];
}

function paintOf(event: ToldEvent, { green, red, yellow }: Colours): (text: string) => string {
  if (isFailed(event)) return red;
  return event.type === "fired" ? green : yellow;
}

/** No run could be made. */
function isFailed(event: ToldEvent): boolean {
  return event.type === "skipped" && event.outcome === "FAILED";
}

/** To the second; the clocks of a simulation are nobody's own. */
function utc(at: number): string {
  return utcTime(timestamp(at - (at % 1000)));
}

function whyOf(event: ToldEvent): string {
  switch (event.type) {
    case "fired":
      return event.waits ? "waits for the run before it" : "";
    case "skipped":
      return [isFailed(event) ? undefined : event.outcome, event.message]
        .filter((part) => part !== undefined)
        .join(": ");
    case "waiting":
      return event.message;
    case "replaced":
      return event.wasRunning ? "it was running" : "it had not started";
  }
}

function describeDurations(durations: SimulationReport["durations"]): readonly string[] {
  const assumed = durations.filter(({ source }) => source === "assumed");
  const given = durations.filter(({ source }) => source === "given");
  const [first] = given;
  if (first !== undefined) return [`  each run takes ${formatDuration(first.seconds * 1000)}, as given`];
  const past = durations.length - assumed.length;
  return [
    ...(past === 0
      ? []
      : [
          `  ${count(past, "experiment takes", "experiments take")} as long as their newest runs did (median)`,
        ]),
    ...(assumed.length === 0
      ? []
      : [
          `  ${count(assumed.length, "experiment has", "experiments have")} no run yet and ${assumed.length === 1 ? "is" : "are"} taken for ${formatDuration((assumed[0]?.seconds ?? 0) * 1000)} (--duration says otherwise)`,
        ]),
  ];
}

function describeSkipped(skipped: SimulatedExperiment["skipped"]): string {
  return Object.entries(skipped)
    .map(([outcome, number]) => `${number} ${outcome}`)
    .join(", ");
}

function describeSummary(summary: SimulationSummary): readonly string[] {
  const { fired, started, replaced, running, waiting, waitedSeconds, waitedFor, peak } = summary;
  const { FAILED: failed = 0, ...left } = summary.skipped;
  const skipped = Object.values(left).reduce((sum, number) => sum + number, 0);
  const waits = Object.entries(waitedFor).sort(([, a], [, b]) => b - a);
  const peaks = Object.entries(peak).map(([name, amount]) => `${name} ${formatNumber(amount)}`);
  const mean = started === 0 ? 0 : waitedSeconds.total / started;
  return [
    `${fired} fired, ${skipped} skipped${failed === 0 ? "" : `, ${failed} failed`}${replaced === 0 ? "" : `, ${replaced} replaced`}; at the end ${running} running, ${waiting} waiting.`,
    ...(waitedSeconds.longest === 0
      ? ["No run waited."]
      : [
          `A run waited ${formatDuration(mean * 1000)} on average, ${formatDuration(waitedSeconds.longest * 1000)} at most.`,
        ]),
    ...(waits.length === 0
      ? []
      : [`Waited for: ${waits.map(([name, number]) => `${name} (${count(number, "run")})`).join(", ")}.`]),
    ...(peaks.length === 0 ? [] : [`Held at most: ${peaks.join(", ")}.`]),
  ];
}
