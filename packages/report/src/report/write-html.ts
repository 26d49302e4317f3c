import type { Chart } from "../charts/chart.ts";
import { createSvgDrawer, type SvgChart, seriesColour } from "../charts/svg-chart.ts";
import { escapeMarkup } from "../escape-markup.ts";
import { formatValue } from "../format-value.ts";
import type { Report, ReportMetric } from "./make-report.ts";

/** Nothing is fetched, no script runs: neither of the report nor of what a program left. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const style = [
  "body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}",
  "table{border-collapse:collapse;overflow-wrap:anywhere}",
  "th,td{border-bottom:1px solid #d0d7de;padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top}",
  "td.number{text-align:right;font-variant-numeric:tabular-nums}td.best{font-weight:600}",
  "figure{margin:1.5rem 0}figcaption{font-weight:600}.note{color:#57606a;font-size:.9em;margin:.2rem 0}",
  ".legend{list-style:none;padding:0;margin:.2rem 0;font-size:.9em}svg{max-width:100%;height:auto}",
  "img{max-width:100%}iframe{width:100%;height:32rem;border:1px solid #d0d7de;background:#fff}",
  "@media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}th,td{border-color:#30363d}.note{color:#9198a1}}",
].join("\n");

/** One page that needs nothing else. */
export async function writeHtml(report: Report): Promise<string> {
  const draw = report.charts.length === 0 ? undefined : await createSvgDrawer();
  const title = escapeMarkup(report.title);
  const names = report.names.length > 1 ? ["", ...report.names] : undefined;
  return [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<meta name="viewport" content="width=device-width"><title>${title}</title><style>\n${style}\n</style></head><body>`,
    `<h1>${title}</h1>`,
    table(
      names,
      report.summary.map(({ name, values }) => [heading(name), ...values.map((value) => cell(value))]),
    ),
    ...section(
      "Metrics",
      report.metrics.map((metric) => [heading(metric.name), ...metricCells(metric)]),
      names,
    ),
    ...section(
      "Parameters",
      report.parameters.map(({ name, values }) => [heading(name), ...values.map((value) => cell(value))]),
      names,
    ),
    ...(draw === undefined ? [] : ["<h2>Charts</h2>"]),
    ...report.charts.flatMap((chart) => (draw === undefined ? [] : writeChart(chart, draw(chart)))),
    ...(report.attachments.length === 0 ? [] : ["<h2>Files</h2>"]),
    ...report.attachments.map(writeAttachment),
    ...report.findings.map(({ summary }) => `<p class="note">${escapeMarkup(summary)}</p>`),
    "</body></html>\n",
  ].join("\n");
}

function section(
  title: string,
  rows: readonly (readonly string[])[],
  names: readonly string[] | undefined,
): readonly string[] {
  return rows.length === 0 ? [] : [`<h2>${title}</h2>`, table(names, rows)];
}

function table(header: readonly string[] | undefined, rows: readonly (readonly string[])[]): string {
  const lines = [...(header === undefined ? [] : [header.map(heading)]), ...rows];
  return `<table>\n${lines.map((cells) => `<tr>${cells.join("")}</tr>`).join("\n")}\n</table>`;
}

function heading(text: string): string {
  return `<th>${escapeMarkup(text)}</th>`;
}

function cell(text: string, kind?: string): string {
  return `<td${kind === undefined ? "" : ` class="${kind}"`}>${escapeMarkup(text)}</td>`;
}

function metricCells({ values, goal }: ReportMetric): readonly string[] {
  const finite = values.filter((value) => value !== undefined && Number.isFinite(value));
  const best =
    goal === undefined || finite.length < 2
      ? undefined
      : finite.reduce((a = 0, b = 0) => (goal === "min" ? Math.min(a, b) : Math.max(a, b)));
  return values.map((value) =>
    value === undefined ? cell("") : cell(formatValue(value), value === best ? "number best" : "number"),
  );
}

function writeChart(chart: Chart, { markup }: SvgChart): readonly string[] {
  const legend =
    chart.type === "matrix"
      ? []
      : [
          `<ul class="legend">${chart.series
            .map(
              ({ name }, index) =>
                `<li><span style="color:${seriesColour(index)}">●</span> ${escapeMarkup(name)}</li>`,
            )
            .join("")}</ul>`,
        ];
  return [
    `<figure><figcaption>${escapeMarkup(chart.title)}</figcaption>`,
    ...legend,
    markup,
    ...chart.notes.map((note) => `<p class="note">${escapeMarkup(note)}</p>`),
    "</figure>",
  ];
}

/** A picture as data; a page in a frame that may do nothing. */
function writeAttachment({ of, path, mediaType, content }: Report["attachments"][number]): string {
  const caption = `<figcaption>${escapeMarkup(`${path} (${of})`)}</figcaption>`;
  if (mediaType !== "text/html") {
    const data = Buffer.from(content).toString("base64");
    return `<figure>${caption}<img alt="${escapeMarkup(path)}" src="data:${mediaType};base64,${data}"></figure>`;
  }
  const page = escapeMarkup(new TextDecoder().decode(content));
  return `<figure>${caption}<iframe sandbox title="${escapeMarkup(path)}" srcdoc="${page}"></iframe></figure>`;
}
