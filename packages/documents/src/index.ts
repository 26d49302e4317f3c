/** What `--json` prints and the API answers: the same things by the same names. */
export { type Backfilled, backfillDocument } from "./backfill-document.ts";
export { type Document, printDocument, writeJson } from "./document.ts";
export {
  describeEvaluation,
  describeModel,
  describeMove,
  describeShownModel,
  describeVersion,
} from "./model-document.ts";
export { applyDocument, planDocument } from "./plan-document.ts";
export { reasonOf } from "./reason-of.ts";
export { describeComparison, describeReport } from "./report-document.ts";
export { describeEvent, describeRun, describeRunAlone } from "./run-document.ts";
export { type RunStep, runSteps, stepTone } from "./run-steps.ts";
export { describeEntry, describeSchedule, describeScheduleAlone } from "./schedule-document.ts";
export { describeService } from "./service-document.ts";
export { describeStatus } from "./status-document.ts";
export { describeToken } from "./token-document.ts";
