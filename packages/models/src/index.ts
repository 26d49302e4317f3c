export { modelsCodes } from "./codes.ts";
export { nothingToScoreWith } from "./errors.ts";
export { findModel } from "./find-model.ts";
export { traceLineage } from "./lineage/trace-lineage.ts";
export { parseModelRef } from "./parse-model-ref.ts";
