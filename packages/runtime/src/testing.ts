export type { ExecutorHarness } from "./testing/executor-conformance.ts";
export { executorConformance } from "./testing/executor-conformance.ts";
export { measureCapture } from "./testing/measure-capture.ts";
