import type { Chart, DrawText, Report, ReportMetric } from "@mlx/app";
import type { Colours, ViewOptions } from "../view-options.ts";
import { renderFacts } from "./facts.ts";
import { count, formatBytes, formatNumber } from "./format.ts";
import { indent, padEnd, padStart, truncate, widthOf, wrap } from "./layout.ts";
import { highlight } from "./prose.ts";
import { type Column, renderTable } from "./table.ts";

/** A report with its charts in the terminal's own characters. */
export function renderReport(report: Report, draw: DrawText, view: ViewOptions): string {
  const { colours } = view;
  const { names, metrics, charts, attachments } = report;
  const section = (title: string, text: string) => (text === "" ? "" : `${colours.bold(title)}\n${text}`);
  const rows = names.length > 1 ? "table" : "facts";
  const sections = [
    `${colours.bold(report.title)}\n${renderRows(report.summary, names, view, rows)}`,
    section("Metrics", metrics.length === 0 ? "" : renderMetrics(metrics, names, view)),
    section("Parameters", renderRows(report.parameters, names, view, rows)),
    ...charts.map((chart) => renderChart(chart, draw, view)),
    section(
      "Files",
      attachments
        .map(({ path, of, content }) => `  ${path} ${colours.dim(`(${of}, ${formatBytes(content.length)})`)}`)
        .join("\n"),
    ),
    attachments.length === 0
      ? ""
      : highlight(`\`--format html\` shows ${count(attachments.length, "file")} of its own, too.`, view),
  ];
  return sections.filter((text) => text !== "").join("\n\n");
}

type Row = Report["summary"][number];

function renderRows(
  rows: readonly Row[],
  names: readonly string[],
  { colours, width }: ViewOptions,
  as: "table" | "facts",
): string {
  if (rows.length === 0) return "";
  if (as === "facts")
    return renderFacts(
      rows.map(({ name, values }) => [name, wrap(values[0] ?? "", width - 20).join("\n")] as const),
      colours,
    ).join("\n");
  const columns: Column<Row>[] = [
    { header: "", value: ({ name }) => name, least: 10 },
    ...names.map((header, index) => ({
      header,
      value: ({ values }: Row) => values[index] ?? "",
      least: 12,
    })),
  ];
  return indent(renderTable(columns, rows, { width: width - 2, colours }).split("\n"), "  ").join("\n");
}

function renderMetrics(
  metrics: readonly ReportMetric[],
  names: readonly string[],
  { colours, width }: ViewOptions,
): string {
  const columns: Column<ReportMetric>[] = [
    {
      header: "NAME",
      value: ({ name }) => name,
      colour: (text, { isDefault }) => (isDefault ? colours.bold(text) : text),
      least: 12,
    },
    ...names.map(
      (name, index): Column<ReportMetric> => ({
        header: names.length > 1 ? name : "VALUE",
        value: ({ values }) => {
          const value = values[index];
          return value === undefined ? "" : formatNumber(value);
        },
        align: "right",
      }),
    ),
    {
      header: "BETTER",
      value: ({ goal }) => (goal === undefined ? "" : goal === "min" ? "lower" : "higher"),
      colour: (text) => colours.dim(text),
      optional: 1,
    },
  ];
  return indent(renderTable(columns, metrics, { width: width - 2, colours }).split("\n"), "  ").join("\n");
}

const chartWidth = 100;

function renderChart(chart: Chart, draw: DrawText, { colours, width }: ViewOptions): string {
  const room = Math.min(width, chartWidth) - 2;
  const paints = [colours.cyan, colours.yellow, colours.magenta, colours.green, colours.red, colours.blue];
  const lines =
    chart.type === "matrix"
      ? renderMatrix(chart, room, colours)
      : draw(chart, {
          width: room,
          height: chart.diagonal === true ? 16 : 12,
          ...(colours.isColorSupported
            ? { paint: (text: string, series: number) => paints[series % paints.length]?.(text) ?? text }
            : {}),
        });
  const notes = chart.notes.flatMap((note) => wrap(note, room)).map((note) => colours.dim(note));
  return [colours.bold(chart.title), ...indent([...lines, ...notes], "  ")].join("\n");
}

/** Rows are actual labels, columns predicted ones. */
function renderMatrix(
  { labels, counts }: Extract<Chart, { type: "matrix" }>,
  width: number,
  colours: Colours,
): readonly string[] {
  const margin = Math.min(20, Math.max(6, ...labels.map(widthOf)));
  const longest = Math.max(...labels.map(widthOf), ...counts.flat().map((cell) => String(cell).length));
  const cellWidth = Math.min(12, longest);
  const shown = Math.max(1, Math.min(labels.length, Math.floor((width - margin - 2) / (cellWidth + 2))));
  const row = (cells: readonly string[]) => cells.map((cell) => `  ${cell}`).join("");
  const cut = labels.length - shown;
  return [
    `${padEnd("actual", margin)}  predicted`,
    `${" ".repeat(margin)}${row(labels.slice(0, shown).map((label) => padStart(truncate(label, cellWidth), cellWidth)))}`,
    ...counts
      .slice(0, shown)
      .map(
        (cells, actual) =>
          `${padEnd(truncate(labels[actual] ?? "", margin), margin)}${row(
            cells
              .slice(0, shown)
              .map((cell, predicted) =>
                actual === predicted
                  ? colours.green(padStart(String(cell), cellWidth))
                  : padStart(String(cell), cellWidth),
              ),
          )}`,
      ),
    ...(cut > 0 ? [colours.dim(`… and ${count(cut, "label")} more`)] : []),
  ];
}
