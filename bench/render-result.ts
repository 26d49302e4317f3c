import type { BenchmarkResult, Comparison, Goal, Measurement } from "./benchmark.ts";
import type { Machine } from "./machine.ts";
import { median, type Usage } from "./measure.ts";

/** The tables for people: the machine, the medians beside the baseline's, and the goals. */
export function renderResult(
  machine: Machine,
  { measurements, comparisons = [], goals }: BenchmarkResult,
): string {
  const sections = [
    [
      `${machine.processor}, ${machine.cores} cores, ${mebibytes(machine.memoryBytes)}, ${machine.system}`,
      `Node ${machine.node}, mlx ${machine.commit ?? "(not in git)"}, ${machine.terraform ?? "no terraform on the path"}`,
    ],
    measurements.length === 0 ? [] : renderTable([measurementHeader, ...measurements.map(measurementRow)]),
    comparisons.length === 0 ? [] : renderTable([comparisonHeader, ...comparisons.map(comparisonRow)]),
    renderTable([["goal", "allowed", "measured", ""], ...goals.map(goalRow)]),
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const measurementHeader = [
  "subject",
  "step",
  "CPU",
  "wall",
  "peak",
  "baseline CPU",
  "wall",
  "peak",
  "CPU, of baseline's",
];

function measurementRow({ subject, step, median, baseline }: Measurement): readonly string[] {
  const ratio = baseline === undefined ? "" : (median.cpuSeconds / baseline.median.cpuSeconds).toFixed(3);
  return [subject, step, ...figures(median), ...figures(baseline?.median), ratio];
}

const comparisonHeader = ["subject", "step", "median", "least", "baseline median", "least", "of baseline's"];

function comparisonRow({ subject, step, milliseconds, baseline }: Comparison): readonly string[] {
  const [ours, other] = [median(milliseconds), median(baseline)];
  const times = [ours, Math.min(...milliseconds), other, Math.min(...baseline)];
  return [subject, step, ...times.map((time) => `${Math.round(time)} ms`), (ours / other).toFixed(2)];
}

function figures(usage: Usage | undefined): readonly string[] {
  if (usage === undefined) return ["", "", ""];
  return [
    `${usage.cpuSeconds.toFixed(2)} s`,
    `${usage.wallSeconds.toFixed(2)} s`,
    mebibytes(usage.peakBytes),
  ];
}

function goalRow({ name, goal, found, isMet }: Goal): readonly string[] {
  return [name, goal, found, isMet ? "pass" : "MISS"];
}

export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20).toLocaleString("en")} MiB`;
}

/** The first row is the header. Columns of text stand to the left, those of figures to the right. */
function renderTable(rows: readonly (readonly string[])[]): readonly string[] {
  const [header = [], ...body] = rows;
  const columns = header.map((_, column) => ({
    width: Math.max(...rows.map((row) => row[column]?.length ?? 0)),
    hasFigures: body.some((row) => /^[\d.,]+( m?s| MiB)?$/.test(row[column] ?? "")),
  }));
  return rows.map((row) =>
    columns
      .map(({ width, hasFigures }, column) => {
        const cell = row[column] ?? "";
        return hasFigures ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
