export type { ExecutorHarness } from "./conformance/executor-conformance.ts";
export { executorConformance } from "./conformance/executor-conformance.ts";
