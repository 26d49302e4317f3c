export { looksSecret, readSchema as readSchemaText } from "@mlx/config";
export type {
  BackfillPlan,
  BackfillTime,
  ExactComparison,
  ExactDifference,
  HistoryEntry,
  ListedSchedule,
  NextFire,
  PromotedVersion,
  RolledBackAlias,
  RunRequest,
  ScheduleAhead,
  ServiceCreation,
  ServiceTask,
  ServiceView,
  TestedTarget,
} from "@mlx/engine";
export { type ModelCard, writeHtmlCard, writeMarkdownCard } from "@mlx/models";
export {
  type Chart,
  type ComparedMetric,
  type Comparison,
  type DrawText,
  loadTextCharts,
  type Report,
  type ReportMetric,
} from "@mlx/report";
export { type AuditLog, type AuditNote, openAuditLog, readAudit } from "./access/audit-log.ts";
export { clientFolder } from "./access/client-files.ts";
export {
  type Access,
  type AccessOptions,
  type Admission,
  type Credentials,
  openAccess,
} from "./access/open-access.ts";
export { createToken, listTokens, type NewToken, parseTtl, revokeToken } from "./access/tokens.ts";
export type { AppOptions } from "./app-options.ts";
export { codeEntries, explainCode } from "./codes.ts";
export type { Daemon, DaemonFace, DaemonRequest } from "./daemon/open-daemon.ts";
export type { DaemonView, SlotStatus, UpcomingFire } from "./daemon/read-daemon-view.ts";
export type { UnwantedSlots } from "./daemon/unwanted-slots.ts";
export { addInsight } from "./operations/add-insight.ts";
export { addModel } from "./operations/add-model.ts";
export { type AnnouncedRuns, announcedRuns } from "./operations/announced-runs.ts";
export { applyPlan, checkPlan } from "./operations/apply-plan.ts";
export { awaitsDaemon } from "./operations/awaits-daemon.ts";
export { type BackfillAsked, createBackfill, planBackfill } from "./operations/backfill.ts";
export { findInsight, listMeasured, pageInsights, queueInsight } from "./operations/browse-insights.ts";
export {
  findVersionById,
  findVersionByRef,
  findVersionOfRun,
  listVersionsBroughtOfRuns,
  pageVersions,
  publishedVersions,
  runNamedBy,
  type VersionFilter,
} from "./operations/browse-models.ts";
export { findRunById, findRunRecord, type Page, pageRuns } from "./operations/browse-runs.ts";
export { cancelRun } from "./operations/cancel-run.ts";
export { deleteModel, describeModel, restoreModel } from "./operations/change-model.ts";
export { type ChangedRuns, changeRuns, type RunChange, selectRuns } from "./operations/change-runs.ts";
export { type CheckedImage, checkImage } from "./operations/check-image.ts";
export { checkSurroundings, type SurroundingsCheck } from "./operations/check-surroundings.ts";
export { collectGarbage } from "./operations/collect-garbage.ts";
export { compareRuns } from "./operations/compare-runs.ts";
export { listDeliveries, resendDelivery, showDelivery } from "./operations/deliveries.ts";
export { type DetachedDaemon, detachDaemon } from "./operations/detach-daemon.ts";
export { followRun } from "./operations/follow-run.ts";
export { type Formatted, formatProject } from "./operations/format-project.ts";
export { type GotModel, getModel, openModelArchive } from "./operations/get-model.ts";
export {
  type CopiedSource,
  type ImportedResources,
  type ImportRequest,
  importResources,
} from "./operations/imports/import-resources.ts";
export { listDeleted, listUnmanaged } from "./operations/imports/list-unmanaged.ts";
export { restoreAt } from "./operations/imports/restore-at.ts";
export type { ImportedSecret } from "./operations/imports/write-import.ts";
export { type InitializedProject, initProject, templates } from "./operations/init-project.ts";
export { isDaemonUp } from "./operations/is-daemon-up.ts";
export { type ApprovedModel, approveModel, judgeModel } from "./operations/judge-model.ts";
export { listInsights } from "./operations/list-insights.ts";
export { type ListedModel, listModels, type ModelList } from "./operations/list-models.ts";
export { countRuns, listRuns } from "./operations/list-runs.ts";
export { listSchedules, type ScheduleList } from "./operations/list-schedules.ts";
export { listServices, type ServiceList, showService } from "./operations/list-services.ts";
export { type LockedImage, lockImages } from "./operations/lock-images.ts";
export { type LinkedLog, openLogLink, signLogLinks } from "./operations/log-links.ts";
export { type DaemonOutlook, lookAheadOfDaemon } from "./operations/look-ahead-of-daemon.ts";
export { modelCard } from "./operations/model-card.ts";
export { type ModelHistory, modelHistory } from "./operations/model-history.ts";
export { nextFires } from "./operations/next-fires.ts";
export {
  type ArtifactFile,
  type ArtifactRef,
  type ListedFiles,
  listArtifactFiles,
  openArtifactFile,
} from "./operations/open-artifact-file.ts";
export { type ModelContent, openModelContent } from "./operations/open-model-content.ts";
export { type PausedSchedule, pauseSchedules, resumeSchedules } from "./operations/pause-schedules.ts";
export {
  type PlannedChanges,
  type ProfileOrProblem,
  planChanges,
  profileDataset,
} from "./operations/plan-changes.ts";
export { readPlanFile, writePlanFile } from "./operations/plan-file.ts";
export { applyFiles, type FilesRequest, type PlannedFiles, planFiles } from "./operations/plan-files.ts";
export { promoteModel, rollbackModel } from "./operations/promote-model.ts";
export { queueRun } from "./operations/queue-run.ts";
export { type History, readHistory } from "./operations/read-history.ts";
export {
  type GrowingLog,
  type LogTextRequest,
  openLogText,
  readLogText,
} from "./operations/read-log-text.ts";
export { readLogs } from "./operations/read-logs.ts";
export { type MetricsAsked, readMetric, readMetrics } from "./operations/read-metrics.ts";
export { readServiceLogs, type ServiceLogs } from "./operations/read-service-logs.ts";
export { readStatus, type StatusReport } from "./operations/read-status.ts";
export { recoverRuns } from "./operations/recover-runs.ts";
export { type RegisterRequest, registerUpload } from "./operations/register-upload.ts";
export { replaceModelText } from "./operations/replace-model-text.ts";
export { reportRun, saveReport, writeReport } from "./operations/report-run.ts";
export { compareWithExact, type ExactRerun, rerunExactly } from "./operations/rerun-exactly.ts";
export { declarationOf } from "./operations/resources/declaration-of.ts";
export {
  type Declaration,
  type DeclareRequest,
  declareResources,
} from "./operations/resources/declare-resources.ts";
export { findDrifted } from "./operations/resources/find-drifted.ts";
export { findDataset, findResource, listResources } from "./operations/resources/find-resources.ts";
export { freeName } from "./operations/resources/free-name.ts";
export { type Restored, restoreResource } from "./operations/resources/restore-resource.ts";
export { scheduleHistory } from "./operations/schedule-history.ts";
export { type FoundRuns, searchRuns } from "./operations/search-runs.ts";
export { type ApiServer, type ApiServerRequest, serveApi } from "./operations/serve-api.ts";
export { type ConfigurationDescription, showConfiguration } from "./operations/show-configuration.ts";
export { type ShownModel, showModel } from "./operations/show-model.ts";
export { type ShownRun, showRun } from "./operations/show-run.ts";
export { type SimulatedSchedules, simulateSchedules } from "./operations/simulate-schedules.ts";
export { startDaemon } from "./operations/start-daemon.ts";
export { type StartedRun, startRun } from "./operations/start-run.ts";
export { startWorker } from "./operations/start-worker.ts";
export { type StoppedDaemon, stopDaemon } from "./operations/stop-daemon.ts";
export { notificationTargets, type SentTest, testNotification } from "./operations/test-notification.ts";
export { traceGraph, traceLineage, traceRunEvents, writeMermaid } from "./operations/trace-lineage.ts";
export { findTranscoding, listTranscodings, requestTranscoding } from "./operations/transcodings.ts";
export { discardUpload, receiveUpload, type Upload } from "./operations/uploads/receive-upload.ts";
export { sealSecret } from "./operations/uploads/seal-secret.ts";
export { type UnpackedRecipe, unpackRecipe } from "./operations/uploads/unpack-recipe.ts";
export { type Validation, validateProject } from "./operations/validate-project.ts";
export { waitingForDaemon } from "./operations/waiting-for-daemon.ts";
export {
  type EventBatch,
  type EventPosition,
  type EventsAsked,
  type ProjectEvent,
  watchEvents,
} from "./operations/watch-events.ts";
export { type WatchEvent, watchProject } from "./operations/watch-project.ts";
export { type AnnouncedWork, workOnAnnounced } from "./operations/work-on-announced.ts";
export { openProject, type Project } from "./project.ts";
export type { RunSelection } from "./run-selection.ts";
