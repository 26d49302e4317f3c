export { type CardFacts, type ModelCard, makeModelCard } from "./card/model-card.ts";
export { writeHtmlCard } from "./card/write-html-card.ts";
export { writeMarkdownCard } from "./card/write-markdown-card.ts";
export { modelsCodes } from "./codes.ts";
export {
  aliasPinned,
  bearsAlready,
  doesNotBear,
  filesGone,
  neverBore,
  noApprovalWanted,
  noPolicy,
  noSuchTag,
  notAnAlias,
  notAnAliasRef,
  notAnApprover,
  notATag,
  notDeleted,
  nothingToRollBack,
  nothingToScoreWith,
  notPromotable,
  promotionRefused,
  reasonMissing,
  runMadeNoModel,
  versionInUse,
} from "./errors.ts";
export { type FindPurpose, findModel } from "./find-model.ts";
export { approverOf } from "./gates/judge-approval.ts";
export { judgePolicy, verdictOf } from "./gates/judge-policy.ts";
export type { MeasuredData, Measurement, PolicyFacts, Rival, RowCount } from "./gates/policy-facts.ts";
export { type RunEventsRequest, runsOf, toRunEvents } from "./lineage/to-run-events.ts";
export { type GraphRequest, traceGraph } from "./lineage/trace-graph.ts";
export { traceLineage } from "./lineage/trace-lineage.ts";
export { writeMermaid } from "./lineage/write-mermaid.ts";
export { parseModelRef } from "./parse-model-ref.ts";
export { formatSelector, resolveSelector } from "./resolve-selector.ts";
export { similarNames } from "./similar-names.ts";
