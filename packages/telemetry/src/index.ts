export { createTelemetry, type Telemetry, type TelemetryOptions } from "./create-telemetry.ts";
export type { TelemetryReads } from "./telemetry-reads.ts";
