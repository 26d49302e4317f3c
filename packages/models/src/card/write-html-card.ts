import type { CardSection, ModelCard } from "./model-card.ts";

const style = [
  "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}",
  "table{border-collapse:collapse;width:100%;overflow-wrap:anywhere}",
  "th,td{border-bottom:1px solid #d0d7de;padding:.3rem .6rem;text-align:left;vertical-align:top}",
  "pre{background:#f6f8fa;padding:1rem;overflow:auto}h2{margin-top:2rem}",
  "@media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}pre{background:#161b22}th,td{border-color:#30363d}}",
].join("\n");

/** A card as one HTML page that needs nothing else. */
export function writeHtmlCard({ title, description, sections }: ModelCard): string {
  return [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escapeHtml(title)}</title><style>\n${style}\n</style></head><body>`,
    `<h1>${escapeHtml(title)}</h1>`,
    ...(description === undefined ? [] : [`<p>${escapeHtml(description)}</p>`]),
    ...sections.flatMap(writeSection),
    "</body></html>\n",
  ].join("\n");
}

function writeSection({ title, facts = [], table, code }: CardSection): readonly string[] {
  return [
    `<h2>${escapeHtml(title)}</h2>`,
    ...(facts.length === 0 ? [] : writeRows(facts.map(([name, value]) => [name, value]))),
    ...(table === undefined || table.rows.length === 0 ? [] : writeRows(table.rows, table.header)),
    ...(code === undefined ? [] : [`<pre>${escapeHtml(code)}</pre>`]),
  ];
}

function writeRows(rows: readonly (readonly string[])[], header?: readonly string[]): readonly string[] {
  const cells = (name: "td" | "th", texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${name}>${escapeHtml(text)}</${name}>`).join("")}</tr>`;
  return [
    "<table>",
    ...(header === undefined ? [] : [cells("th", header)]),
    ...rows.map((texts) => cells("td", texts)),
    "</table>",
  ];
}

const entities: { readonly [mark: string]: string } = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" },
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}
