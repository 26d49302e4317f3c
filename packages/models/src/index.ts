export { modelsCodes } from "./codes.ts";
export { nothingToScoreWith } from "./errors.ts";
export { findModel } from "./find-model.ts";
export { parseModelRef } from "./parse-model-ref.ts";
export { traceLineage } from "./trace-lineage.ts";
