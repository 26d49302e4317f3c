import type { BenchmarkResult, Goal, Measurement } from "./benchmark.ts";
import type { Machine } from "./machine.ts";
import type { Usage } from "./measure.ts";

/** The tables for people: the machine, the medians beside the baseline's, and the goals. */
export function renderResult(machine: Machine, { measurements, goals }: BenchmarkResult): string {
  const sections = [
    [
      `${machine.processor}, ${machine.cores} cores, ${mebibytes(machine.memoryBytes)}, ${machine.system}`,
      `Node ${machine.node}, mlx ${machine.commit ?? "(not in git)"}, ${machine.terraform ?? "no terraform on the path"}`,
    ],
    renderTable([measurementHeader, ...measurements.map(measurementRow)]),
    renderTable([["goal", "allowed", "measured", ""], ...goals.map(goalRow)]),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
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
    hasFigures: body.some((row) => /^[\d.,]+( s| MiB)?$/.test(row[column] ?? "")),
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
