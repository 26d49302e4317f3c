export { addressesToCompare } from "./changes/addresses-to-compare.ts";
export { keepIgnored } from "./changes/keep-ignored.ts";
export { planCodes } from "./codes.ts";
export { makePlan, type PlanInput } from "./make-plan.ts";
export { planDestroy } from "./plan-destroy.ts";
export type { ResourceLookup, ResourceState } from "./resource-state.ts";
export { findSparkTasks, type SparkTask } from "./spark/find-spark-tasks.ts";
export { compareTrainingInputs } from "./tasks/compare-training-inputs.ts";
export { type ResolvedTask, resolveTask, type TaskTarget } from "./tasks/resolve-task.ts";
