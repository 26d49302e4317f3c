import { type JsonObject, type Result, type ServiceLoad, timestamp, toResult } from "@mlx/core";
import type { DaemonFace } from "../daemon/open-daemon.ts";
import { telemetryReads } from "../daemon/telemetry-reads.ts";
import { drainMilliseconds } from "../drain-milliseconds.ts";
import { once } from "../once.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { stateFolderOf } from "../state-folder.ts";
import { removeDeadIncoming } from "../uploads/incoming.ts";

/** The API of a project without a daemon: it does no duties, and any number of them may run beside one. */
export interface ApiServer {
  readonly url: string;
  /** Answers nothing new, and ends when what is being answered has been. Idempotent. */
  drain(): void;
  /** Ends now. Idempotent. */
  stop(): void;
  readonly ended: Promise<void>;
}

export interface ApiServerRequest {
  readonly serve: (face: DaemonFace) => Promise<{
    readonly url: string;
    serviceLoads(): readonly ServiceLoad[];
    /** Lets what is being answered finish for so long. */
    close(patienceMilliseconds?: number): Promise<void>;
  }>;
}

/** Failures: 8002, and those of `serve`. */
export function serveApi(project: Project, { serve }: ApiServerRequest): Promise<Result<ApiServer>> {
  return toResult(async () => {
    await project.soundConfiguration();
    const adapters = await project.adapters();
    removeDeadIncoming(stateFolderOf(project.root), adapters.clock.now());
    const startedAt = timestamp(adapters.clock.now());
    const ending = Promise.withResolvers<number>();
    const telemetry = once(() => openTelemetry(project, adapters));
    let state: "up" | "draining" = "up";
    const end = (patience: number) => {
      state = "draining";
      ending.resolve(patience);
    };
    const open = await serve({
      health: () => ({ state, problems: [] }),
      status: async () => describe(adapters, state, startedAt),
      metrics: async () => (await telemetry()).metrics(),
      served: () => {},
      drain: () => end(drainMilliseconds),
      stop: () => end(0),
    });
    const ended = ending.promise.then(async (patience) => {
      await open.close(patience);
      await (await telemetry.peek())?.close();
    });
    return {
      url: open.url,
      drain: () => end(drainMilliseconds),
      stop: () => {
        end(0);
        // What was given time to finish has none any more; its failure is that of `ended`.
        void open.close(0).catch(() => undefined);
      },
      ended,
    };
  });
}

/** Whoever asks for metrics first has it loaded: most never do. */
async function openTelemetry(project: Project, adapters: Adapters) {
  const { createTelemetry } = await import("@mlx/telemetry");
  const { clock, store, worker, mlxVersion, emit } = adapters;
  return createTelemetry({
    reads: telemetryReads(adapters, {}, () => []),
    env: project.options.processEnv,
    version: mlxVersion,
    clock,
    identity: worker,
    namespace: store.namespace,
    onProblem: (message) => emit({ type: "duty-failed", at: clock.now(), duty: "traces", message }),
  });
}

function describe({ worker, mlxVersion }: Adapters, state: string, startedAt: string): JsonObject {
  const { pid, host } = worker;
  return { version: 1, kind: "api-server", mlx: mlxVersion, pid, host, startedAt, state };
}
