export type { ExecutorHarness } from "./testing/executor-conformance.ts";
export { executorConformance } from "./testing/executor-conformance.ts";
export { measureCapture } from "./testing/measure-capture.ts";
export { type ReplicaHostHarness, replicaHostConformance } from "./testing/replica-host-conformance.ts";
