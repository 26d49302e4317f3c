import type { XyChart } from "./chart.ts";
import type { TextStyle } from "./text-chart.ts";

export type DrawText = (chart: XyChart, style: TextStyle) => readonly string[];

/** What draws charts in text; with its scales it takes some milliseconds to load. */
export async function loadTextCharts(): Promise<DrawText> {
  return (await import("./text-chart.ts")).drawTextChart;
}
