import { expect, test } from "vitest";
import type { Point } from "../plots/plot.ts";
import type { XyChart } from "./chart.ts";
import { drawTextChart } from "./text-chart.ts";

const curve = (of: (x: number) => number): readonly Point[] =>
  Array.from({ length: 60 }, (_, x): Point => [x, of(x)]);

const chart: XyChart = {
  type: "xy",
  title: "loss",
  x: { label: "step", scale: "linear" },
  y: { label: "loss", scale: "linear" },
  series: [{ name: "loss", mark: "line", points: curve((x) => 1 / (1 + x / 5)) }],
  notes: [],
};

const draw = (changes: Partial<XyChart>, width = 50, paint?: (text: string, series: number) => string) =>
  drawTextChart(
    { ...chart, ...changes },
    { width, height: 6, ...(paint === undefined ? {} : { paint }) },
  ).join("\n");

test("one curve", () => {
  expect(draw({})).toMatchInlineSnapshot(`
    "  • loss
        loss
      1 ┤⢣
        │⠈⢆
    0.5 ┤  ⠓⢄
        │   ⠈⠑⠢⢤⣀
        │        ⠉⠙⠒⠒⠤⠤⠤⢄⣀⣀⣀⣀⣀
      0 ┤                     ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠑⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠂
        └─────────────────────────────────────────────
         0             20             40            60
                                                  step"
  `);
});

test("two curves without colours are letters", () => {
  const other = { name: "val_loss", mark: "line", points: curve((x) => 0.3 + 0.5 / (1 + x / 9)) } as const;
  expect(draw({ series: [...chart.series, other] })).toMatchInlineSnapshot(`
    "  * loss
      o val_loss
        loss
      1 ┤*
        │ooo
    0.5 ┤  ooooooooo
        │   *****  ooooooooooooooooooooooooooooooooooo
        │        *************
      0 ┤                     ************************
        └─────────────────────────────────────────────
         0             20             40            60
                                                  step"
  `);
});

test("with colours each is painted as its number says", () => {
  const other = { name: "b", mark: "dots", points: [[59, 1]] } as const;
  const painted = draw({ series: [...chart.series, other] }, 50, (text, series) => `<${series}${text}>`);
  expect(painted).toContain("<0•> loss\n");
  expect(painted).toMatch(/<1[\u2800-\u28ff]>/);
});

test("times, and a diagonal", () => {
  const day = (date: number) => Date.UTC(2026, 0, date);
  const points = [1, 9, 17, 31].map((date): Point => [day(date), date]);
  expect(
    draw({ x: { label: "time (UTC)", scale: "time" }, series: [{ name: "sales", mark: "line", points }] }),
  ).toMatchInlineSnapshot(`
    "  • sales
       loss
       │                                           ⢀⣀⣀
       │                                  ⢀⣀⡠⠤⠤⠒⠒⠊⠉⠁
    20 ┤                         ⢀⣀⡠⠤⠔⠒⠒⠉⠉⠁
       │                ⣀⣀⡠⠤⠤⠒⠒⠉⠉⠁
       │       ⣀⣀⠤⠤⠔⠒⠊⠉⠉
     0 ┤⠤⠤⠔⠒⠊⠉⠉
       └──────────────────────────────────────────────
          Jan 04    Jan 11     Jan 18    Jan 25
                                            time (UTC)"
  `);
  const dots = [
    [1, 2],
    [2, 1.5],
    [3, 3.5],
  ] as const;
  expect(
    draw({ diagonal: true, series: [{ name: "predicted", mark: "dots", points: dots }] }),
  ).toMatchInlineSnapshot(`
    "  • predicted
      loss
      │                                     ⠁    ⠄  ⠂
    3 ┤                                 ⡀  ⠂  ⠁
      │                        ⡀  ⠄  ⠁
    2 ┤⠄                 ⠄  ⠂
      │         ⡀  ⠂  ⠁  ⠠
    1 ┤⡀  ⠄  ⠁
      └───────────────────────────────────────────────
       1                 2                  3
                                                  step"
  `);
});

test("one point, equal values and huge ones fit into every width", () => {
  const series = (points: readonly Point[]) => [{ name: "s", mark: "line", points }] as const;
  for (const points of [
    [[0, 0]],
    [
      [3, 7],
      [4, 7],
    ],
    [
      [0, -1e300],
      [1, 1e300],
    ],
    [
      [0, 1e-12],
      [1, 2e-12],
    ],
  ] as const)
    for (const width of [20, 40, 80, 120]) {
      const lines = draw({ series: series(points) }, width).split("\n");
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.max(width, 24));
      expect(lines.join("")).toMatch(/[\u2801-\u28ff]/);
    }
});
