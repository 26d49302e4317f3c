import type { DaemonState, JsonObject, RunRecord, WorkerIdentity } from "@mlx/core";
import type { DaemonView } from "./read-daemon-view.ts";

export interface DaemonFacts {
  readonly identity: WorkerIdentity;
  readonly startedAt: string;
  readonly version: string;
  readonly state: DaemonState;
  readonly problems: readonly string[];
  readonly view: DaemonView;
}

/** What a daemon tells of itself over HTTP. */
export function describeDaemon({
  identity,
  startedAt,
  version,
  state,
  problems,
  view,
}: DaemonFacts): JsonObject {
  return {
    version: 1,
    kind: "daemon",
    mlx: version,
    pid: identity.pid,
    host: identity.host,
    startedAt,
    state,
    problems,
    runs: { running: view.running.map(describe), waiting: view.waiting.map(describe) },
    runningCount: view.runningCount,
    waitingCount: view.waitingCount,
    slots: view.slots.map(({ name, used, waiting, capacity }) => ({
      name,
      used,
      waiting,
      capacity: capacity ?? null,
    })),
    next: view.next.map(({ experiment, at, local, timezone }) => ({ experiment, at, local, timezone })),
  };
}

function describe({ run }: RunRecord): JsonObject {
  const { id, task, experiment, instance, status, createdAt, startedAt, suspectSince } = run;
  return {
    id,
    task,
    experiment: experiment ?? null,
    instance,
    state: status.state,
    reason: status.state === "RUNNING" ? status.phase : status.reason,
    message: "message" in status ? (status.message ?? null) : null,
    createdAt,
    startedAt: startedAt ?? null,
    suspect: suspectSince !== undefined,
  };
}
