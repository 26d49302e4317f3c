import type { RunRecord, StagedInput } from "@mlx/core";
import { type RunStep, runSteps, stepTone } from "@mlx/documents";
import type { ViewOptions } from "../view-options.ts";
import { formatDuration, formatNumber } from "./format.ts";
import { indent, toPlainLines } from "./layout.ts";
import { utcTime } from "./schedules.ts";
import { renderTable } from "./table.ts";

/** A line for each step of a chain; empty for a run of one task. */
export function renderSteps(record: RunRecord, view: ViewOptions): string {
  const steps = runSteps(record);
  if (steps.length === 0) return "";
  const { colours, width } = view;
  const tones = { good: colours.green, bad: colours.red, quiet: colours.dim };
  const table = renderTable<RunStep>(
    [
      { header: "STEP", value: ({ task }) => task, least: 10 },
      {
        header: "STATE",
        value: ({ state }) => state,
        colour: (text, { state }) => tones[stepTone(state)](text),
      },
      { header: "TOOK", value: tookOf, align: "right" },
      {
        header: "TRIES",
        value: ({ attempts }) => (attempts > 1 ? String(attempts) : ""),
        align: "right",
        optional: 1,
      },
      { header: "", value: ({ why = "" }) => toPlainLines(why)[0] ?? "", least: 24 },
    ],
    steps,
    { width: width - 2, colours },
  );
  return `${colours.bold("Steps")}\n${indent(table.split("\n"), "  ").join("\n")}`;
}

function tookOf({ attempt }: RunStep): string {
  const { exit } = attempt ?? {};
  if (exit?.startedAt === undefined) return "";
  return formatDuration(Date.parse(exit.endedAt) - Date.parse(exit.startedAt));
}

/** `train: 120 rows after … until … (UTC)`, for each input that a window was cut out of; of the newest attempts. */
export function describeWindows({ attempts, run }: RunRecord): string | undefined {
  const newest = run.chain === undefined ? attempts.slice(-1) : attempts;
  const staged = new Map<string, StagedInput>();
  for (const attempt of newest) {
    const task = attempt.step === undefined ? undefined : run.chain?.[attempt.step]?.task;
    for (const [channel, input] of Object.entries(attempt.staged ?? {}))
      staged.set(task === undefined ? channel : `${task}/${channel}`, input);
  }
  const lines = Array.from(staged, ([channel, { window, rows }]) => {
    if (window === undefined) return undefined;
    const many = rows === undefined ? "" : `${formatNumber(rows)} ${rows === 1 ? "row" : "rows"} `;
    return `${channel}: ${many}after ${utcTime(window.start)} until ${utcTime(window.end)} (UTC)`;
  });
  const found = lines.filter((line) => line !== undefined);
  return found.length === 0 ? undefined : found.join("\n");
}
