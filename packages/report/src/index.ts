export type { Chart, MatrixChart, XyChart } from "./charts/chart.ts";
export { type DrawText, loadTextCharts } from "./charts/load-text-charts.ts";
export { reportCodes } from "./codes.ts";
export {
  type ComparedMetric,
  type ComparedRow,
  type ComparedSection,
  type Comparison,
  compare,
} from "./compare/compare.ts";
export type { ComparedSubject } from "./compare/traits.ts";
export { tooFewToCompare } from "./errors.ts";
export { plotsGone } from "./findings.ts";
export { toInsight } from "./insights/to-insight.ts";
export type { PlotFile } from "./plots/plot.ts";
export { plotLimits, readableBytes } from "./plots/read-plots.ts";
export {
  makeReport,
  type Report,
  type ReportedRun,
  type ReportMetric,
  type ReportRow,
} from "./report/make-report.ts";
export { writeHtml } from "./report/write-html.ts";
export { writeSvg } from "./report/write-svg.ts";
