import { scaleLinear, scaleUtc } from "d3-scale";
import { formatValue } from "../format-value.ts";
import type { Axis, Series, XyChart } from "./chart.ts";
import { extent } from "./thin.ts";

export interface TextStyle {
  /** Columns. */
  readonly width: number;
  /** Lines of the plotting area. */
  readonly height: number;
  /** Colours a series; absent where there are no colours, and series have letters instead. */
  readonly paint?: (text: string, series: number) => string;
}

/** Marks of series that no colour tells apart. */
const letters = "*o+x#@%&=~";

/** An x-y chart as lines of text: in braille dots, two by four a character, or in letters. */
export function drawTextChart(chart: XyChart, { width, height, paint }: TextStyle): readonly string[] {
  const xs = domainOf(chart, 0);
  const ys = domainOf(chart, 1);
  const yTicks = scaleLinear()
    .domain(ys)
    .ticks(Math.max(2, Math.floor(height / 3)));
  const yLabel = labelsOf(yTicks);
  const margin = Math.max(...yLabel.map((label) => label.length)) + 1;
  const columns = Math.max(10, width - margin - 1);
  const canvas = createCanvas(columns, height);
  const toX = scaleLinear()
    .domain(xs)
    .range([0, columns * 2 - 1]);
  const toY = scaleLinear()
    .domain(ys)
    .range([height * 4 - 1, 0]);
  if (chart.diagonal === true) {
    const [from, to] = [Math.max(xs[0], ys[0]), Math.min(xs[1], ys[1])];
    if (from < to) canvas.line(toX(from), toY(from), toX(to), toY(to), -1, 6);
  }
  for (const [index, { mark, points }] of chart.series.entries()) {
    let before = points[0];
    for (const point of points) {
      if (mark === "line" && before !== undefined)
        canvas.line(toX(before[0]), toY(before[1]), toX(point[0]), toY(point[1]), index);
      else canvas.dot(toX(point[0]), toY(point[1]), index);
      before = point;
    }
  }
  const single = chart.series.length === 1;
  const glyph = (dots: number, series: number) => {
    if (paint !== undefined || single || series === -1) {
      const text = String.fromCodePoint(0x2800 + dots);
      return paint === undefined || series === -1 ? text : paint(text, series);
    }
    return letters[series % letters.length] ?? "*";
  };
  const rowOfTick = new Map(
    yTicks.map((tick, index) => [Math.round(toY(tick) / 4 - 0.5), yLabel[index] ?? ""]),
  );
  const rows = canvas.rows(glyph).map((row, index) => {
    const label = rowOfTick.get(index);
    return `${(label ?? "").padStart(margin - 1)} ${label === undefined ? "│" : "┤"}${row}`;
  });
  return [
    ...legend(chart.series, paint),
    `${" ".repeat(margin)}${chart.y.label}`,
    ...rows,
    `${" ".repeat(margin)}└${"─".repeat(columns)}`,
    `${" ".repeat(margin + 1)}${ruler(chart.x, xs, columns, (x) => toX(x) / 2)}`,
    `${" ".repeat(margin + 1)}${chart.x.label.padStart(columns)}`,
  ];
}

function domainOf({ series, diagonal, x }: XyChart, dimension: 0 | 1): readonly [number, number] {
  const extents = series.map(({ points }) => extent(points, dimension));
  // With a diagonal both axes are of one kind, and have one extent.
  if (diagonal === true) extents.push(...series.map(({ points }) => extent(points, dimension === 0 ? 1 : 0)));
  const min = Math.min(...extents.map(([least]) => least));
  const max = Math.max(...extents.map(([, most]) => most));
  if (min !== max) return dimension === 0 && x.scale === "time" ? [min, max] : nice(min, max);
  const room = Math.abs(min) / 10 || 1;
  return [min - room, max + room];
}

function nice(min: number, max: number): readonly [number, number] {
  const [from = min, to = max] = scaleLinear().domain([min, max]).nice(5).domain();
  return [from, to];
}

function labelsOf(ticks: readonly number[]): readonly string[] {
  const labels = ticks.map(tickText);
  return labels.length === 0 ? [""] : labels;
}

/** Short, since it takes room from the chart. */
function tickText(value: number): string {
  const size = Math.abs(value);
  return size >= 1e7 || (size > 0 && size < 1e-4)
    ? String(Number(value.toPrecision(6)).toExponential()).replace("e+", "e")
    : formatValue(value);
}

function legend(series: readonly Series[], paint: TextStyle["paint"]): readonly string[] {
  const [only] = series;
  if (only === undefined) return [];
  if (series.length === 1) return [`  ${paint === undefined ? "•" : paint("•", 0)} ${only.name}`];
  return series.map(
    ({ name }, index) =>
      `  ${paint === undefined ? letters[index % letters.length] : paint("•", index)} ${name}`,
  );
}

/** Labels below an axis, as many as there is room for. */
function ruler(
  { scale }: Axis,
  domain: readonly [number, number],
  columns: number,
  toColumn: (value: number) => number,
): string {
  const wanted = Math.max(2, Math.floor(columns / 12));
  const ticks = scale === "time" ? timeTicks(domain, wanted) : linearTicks(domain, wanted);
  let line = "";
  for (const { value, text } of ticks) {
    const middle = Math.round(toColumn(value) - text.length / 2);
    const start = Math.max(0, Math.min(middle, columns - text.length));
    if (start < line.length + (line === "" ? 0 : 1)) continue;
    line = line.padEnd(start) + text;
  }
  return line;
}

function linearTicks(domain: readonly [number, number], count: number) {
  return scaleLinear()
    .domain(domain)
    .ticks(count)
    .map((value) => ({ value, text: tickText(value) }));
}

function timeTicks([from, to]: readonly [number, number], count: number) {
  const scale = scaleUtc().domain([new Date(from), new Date(to)]);
  const format = scale.tickFormat(count);
  return scale.ticks(count).map((tick) => ({ value: tick.getTime(), text: format(tick) }));
}

/** Bits of the dots of a braille character, by row and column. */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];

function createCanvas(columns: number, rows: number) {
  const dots = new Uint8Array(columns * rows);
  const owners = new Int8Array(columns * rows).fill(-2);
  const dot = (x: number, y: number, series: number) => {
    const [left, top] = [Math.round(x), Math.round(y)];
    const cell = Math.floor(top / 4) * columns + Math.floor(left / 2);
    if (left < 0 || top < 0 || left >= columns * 2 || top >= rows * 4) return;
    dots[cell] = (dots[cell] ?? 0) | (bits[top % 4]?.[left % 2] ?? 0);
    owners[cell] = Math.max(owners[cell] ?? -2, series);
  };
  return {
    dot,
    /** `every`: only each so many-th dot. */
    line: (x: number, y: number, toX: number, toY: number, series: number, every = 1) => {
      const steps = Math.max(1, Math.ceil(Math.max(Math.abs(toX - x), Math.abs(toY - y))));
      for (let step = 0; step <= steps; step += every)
        dot(x + ((toX - x) * step) / steps, y + ((toY - y) * step) / steps, series);
    },
    rows: (glyph: (dots: number, series: number) => string) =>
      Array.from({ length: rows }, (_, row) => {
        let text = "";
        for (let column = 0; column < columns; column++) {
          const cell = row * columns + column;
          const set = dots[cell] ?? 0;
          text += set === 0 ? " " : glyph(set, owners[cell] ?? -1);
        }
        return text.trimEnd();
      }),
  };
}
