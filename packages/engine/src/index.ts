export { engineCodes } from "./codes.ts";
export {
  type DaemonDeps,
  type DaemonOptions,
  type DaemonSignals,
  workerCapacity,
} from "./daemon/daemon-deps.ts";
export type { DutyName } from "./daemon/keep-duty.ts";
export { runDaemon } from "./daemon/run-daemon.ts";
export { fillOutbox, type OutboxDeps } from "./notifications/fill-outbox.ts";
export { type MissingSecret, missingSecrets } from "./notifications/missing-secrets.ts";
export { type SendDeps, sendDue } from "./notifications/send-due.ts";
export { type TestDeps, type TestedTarget, testTarget } from "./notifications/test-target.ts";
export { deleteVersion } from "./promotion/delete-version.ts";
export { findPromotable } from "./promotion/find-promotable.ts";
export { type JudgedVersion, judgeVersion } from "./promotion/judge-version.ts";
export { type DuePromotions, promoteDue } from "./promotion/promote-due.ts";
export { type PromotedVersion, type PromoteRequest, promoteVersion } from "./promotion/promote-version.ts";
export { aliasOf, readModelSpec } from "./promotion/read-model-spec.ts";
export { type RollbackRequest, type RolledBackAlias, rollbackAlias } from "./promotion/rollback-alias.ts";
export { applyPlan } from "./resources/apply-plan.ts";
export type { MachineOf } from "./resources/check-limits.ts";
export { planBlocked, planStale, resourcesInvalid } from "./resources/errors.ts";
export { findImageUses, type ImageSettings } from "./resources/image-of-recipe.ts";
export { type FoundImage, lockImages } from "./resources/lock-images.ts";
export { type MissingTask, missingTasks } from "./resources/missing-tasks.ts";
export { type PlanResult, planProject, planProjectDestroy } from "./resources/plan-project.ts";
export {
  type DeclaredDeps,
  type DeclaredWrite,
  movedStartTimes,
  type PreparedDeclarations,
  prepareDeclared,
  writeDeclared,
} from "./resources/write-declared.ts";
export {
  type CollectDeps,
  type CollectRequest,
  collect,
  type UploadsToCollect,
} from "./retention/collect.ts";
export { cancelRun } from "./runs/change/cancel-run.ts";
export { checkRunFilter } from "./runs/change/check-run-filter.ts";
export { retryRun } from "./runs/change/retry-run.ts";
export { selectRuns } from "./runs/change/select-runs.ts";
export {
  compareExact,
  type ExactComparison,
  type ExactDifference,
} from "./runs/compare-exact.ts";
export { executeRun } from "./runs/execute-run.ts";
export { findDaemon, isDaemonAlive } from "./runs/find-daemon.ts";
export { findRun } from "./runs/find-run.ts";
export { createRun } from "./runs/prepare/create-run.ts";
export { findUnknownParameters, type UnknownParameter } from "./runs/prepare/find-unknown-parameters.ts";
export { type PreparedRun, prepareRun } from "./runs/prepare/prepare-run.ts";
export { rerunExactly, rerunRun } from "./runs/prepare/rerun-run.ts";
export { createRunPreparer, type RunPreparer } from "./runs/prepare/run-preparer.ts";
export type { CreateDeps, RunRequest } from "./runs/prepare/run-request.ts";
export { loseWorker } from "./runs/recover/lose-worker.ts";
export { recoverRuns } from "./runs/recover/recover-runs.ts";
export type { RunDeps } from "./runs/run-deps.ts";
export { countWaitingForDaemon } from "./runs/waits-for-daemon.ts";
export { watchRun } from "./runs/watch-run.ts";
export { workOnClaimed } from "./runs/work-on-run.ts";
export { createBackfill } from "./schedules/create-backfill.ts";
export { findSchedule } from "./schedules/find-schedule.ts";
export {
  countSchedules,
  type ListedSchedule,
  listSchedules,
  type ScheduleAhead,
  schedulesAhead,
} from "./schedules/list-schedules.ts";
export { type NextFire, type NextFiresRequest, nextFires } from "./schedules/next-fires.ts";
export { pauseSchedule, resumeSchedule } from "./schedules/pause-schedule.ts";
export {
  type BackfillPlan,
  type BackfillRequest,
  type BackfillTime,
  planBackfill,
} from "./schedules/plan-backfill.ts";
export { createRunByPolicy } from "./schedules/run-by-policy.ts";
export { type HistoryEntry, type HistoryRequest, scheduleHistory } from "./schedules/schedule-history.ts";
export {
  type SimulatedDuration,
  type Simulation,
  type SimulationRequest,
  simulateSchedules,
} from "./schedules/simulate-schedules.ts";
export { listServices, showService } from "./services/list-services.ts";
export { type MadeAnnounced, makeAnnounced } from "./services/make-announced.ts";
export type { ServiceCreation, ServiceModel, ServiceTask, ServiceView } from "./services/service-view.ts";
export type { ServingPorts } from "./serving/serving-deps.ts";
