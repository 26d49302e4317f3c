import type { Chart } from "../charts/chart.ts";
import { createSvgDrawer, seriesColour } from "../charts/svg-chart.ts";
import { nothingToDraw } from "../errors.ts";
import { escapeMarkup } from "../escape-markup.ts";
import type { Report } from "./make-report.ts";

const headRoom = 34;
const lineHeight = 16;
const padding = 16;

/** All charts below each other, as one SVG document. Failure: 7044. */
export async function writeSvg({ charts, names, title }: Report): Promise<string> {
  if (charts.length === 0) throw nothingToDraw(names);
  const draw = await createSvgDrawer();
  let top = padding;
  let widest = 0;
  const parts: string[] = [];
  for (const chart of charts) {
    const { markup, width, height } = draw(chart);
    const lines = [...legendLines(chart), ...chart.notes.map((note) => text(note, "#57606a"))];
    parts.push(
      `<g transform="translate(${padding},${top})">`,
      `<text y="18" font-size="15" font-weight="600">${escapeMarkup(chart.title)}</text>`,
      ...lines.map((line, index) => line.replace("<text", `<text y="${headRoom + 4 + index * lineHeight}"`)),
      `<g transform="translate(0,${headRoom + lines.length * lineHeight})">${markup}</g>`,
      "</g>",
    );
    top += headRoom + lines.length * lineHeight + height + padding;
    widest = Math.max(widest, width);
  }
  const size = `width="${widest + 2 * padding}" height="${top}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="system-ui, sans-serif" font-size="12" fill="#1b1f24" color="#1b1f24">`,
    `<title>${escapeMarkup(title)}</title>`,
    `<rect width="100%" height="100%" fill="white"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

/** Of one series its axis says enough. */
function legendLines(chart: Chart): readonly string[] {
  if (chart.type === "matrix") return [];
  return chart.series.map(({ name }, index) => text(`● ${name}`, seriesColour(index)));
}

function text(content: string, colour: string): string {
  return `<text font-size="12" fill="${colour}">${escapeMarkup(content)}</text>`;
}
