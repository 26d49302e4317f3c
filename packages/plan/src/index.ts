export { addressesToCompare } from "./addresses-to-compare.ts";
export { planCodes } from "./codes.ts";
export { compareTrainingInputs } from "./compare-training-inputs.ts";
export { keepIgnored } from "./keep-ignored.ts";
export { makePlan, type PlanInput } from "./make-plan.ts";
export { planDestroy } from "./plan-destroy.ts";
export { type ResolvedTask, resolveTask, type TaskTarget } from "./resolve-task.ts";
export type { ResourceLookup, ResourceState } from "./resource-state.ts";
