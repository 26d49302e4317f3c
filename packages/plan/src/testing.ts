export { applyChanges } from "./testing/apply-changes.ts";
export { buildModel } from "./testing/build-model.ts";
export {
  buildDataset,
  buildExperiment,
  buildInstance,
  buildModelSpec,
  buildRecipe,
  buildService,
  toHeads,
} from "./testing/build-resources.ts";
export { planBetween } from "./testing/plan-between.ts";
