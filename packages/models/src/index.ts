export { modelsCodes } from "./codes.ts";
export { nothingToScoreWith } from "./errors.ts";
export { type FindPurpose, findModel } from "./find-model.ts";
export { traceLineage } from "./lineage/trace-lineage.ts";
export { parseModelRef } from "./parse-model-ref.ts";
export { formatSelector, resolveSelector } from "./resolve-selector.ts";
