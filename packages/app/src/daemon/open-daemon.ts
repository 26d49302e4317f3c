import { join } from "node:path";
import {
  type DaemonState,
  type JsonObject,
  type ServedRequest,
  type ServiceGateway,
  type ServiceLoad,
  type Slots,
  timestamp,
  type WorkerIdentity,
  workerSilenceMilliseconds,
} from "@mlx/core";
import { type DaemonDeps, runDaemon } from "@mlx/engine";
import { createJobFolders } from "@mlx/runtime";
import type { Configuration } from "../choose-configuration.ts";
import { drainMilliseconds } from "../drain-milliseconds.ts";
import { isWorkerAlive } from "../environment.ts";
import { daemonIsUp } from "../errors.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { stateFolderOf } from "../state-folder.ts";
import { referencesOfOthers } from "../stores-used.ts";
import { createUploadCollector } from "../uploads/collect-uploads.ts";
import { removeDeadIncoming } from "../uploads/incoming.ts";
import { boundLog } from "./bound-log.ts";
import { capacityOf } from "./capacity-of.ts";
import { claimDaemonPlace, type DaemonClaim, type DaemonFile } from "./daemon-file.ts";
import { type DaemonPlace, daemonPlace } from "./daemon-place.ts";
import { describeDaemon } from "./describe-daemon.ts";
import { createDutyWatch } from "./duty-watch.ts";
import { type DaemonView, readDaemonView } from "./read-daemon-view.ts";
import { shareCapacity } from "./share-capacity.ts";
import { telemetryReads } from "./telemetry-reads.ts";
import { keepTenantDaemons } from "./tenant-daemons.ts";

/** A daemon as those see it who serve it and show it. */
export interface DaemonFace {
  health(): { readonly state: DaemonState; readonly problems: readonly string[] };
  status(): Promise<JsonObject>;
  /** In Prometheus's text format. */
  metrics(): Promise<string>;
  /** Told of each request to a service, once it is over. */
  served(request: ServedRequest): void;
  drain(): void;
  stop(): void;
}

export interface Daemon extends DaemonFace {
  readonly identity: WorkerIdentity;
  readonly startedAt: string;
  readonly url: string;
  readonly capacity: Slots;
  view(): Promise<DaemonView>;
  /** Resolves when it has ended; what it leaves on this machine is gone then. */
  readonly ended: Promise<void>;
}

export interface DaemonRequest {
  /** What it offers, over the settings and the machine. */
  readonly slots: Slots;
  /** Makes it answer on a socket and over HTTP. */
  readonly serve: (
    face: DaemonFace,
    socketPath: string,
  ) => Promise<{
    readonly url: string;
    /** By which services are put behind it. */
    readonly gateway: ServiceGateway;
    serviceLoads(): readonly ServiceLoad[];
    /** Lets what is being answered finish for so long; called again with 0, it ends at once. */
    close(patienceMilliseconds?: number): Promise<void>;
  }>;
}

/** Starts the daemon of a project in this process. Failures: 8002, 8015, 8004, and those of `serve`. */
export async function openDaemon(project: Project, { slots, serve }: DaemonRequest): Promise<Daemon> {
  // An invalid file would leave the settings at their defaults: slots without limits, nobody told.
  const loaded = await project.soundConfiguration();
  const adapters = await project.adapters();
  const { clock, worker: identity, store } = adapters;
  const startedAt = timestamp(clock.now());
  const place = daemonPlace(stateFolderOf(project.root), loaded.environment);
  const claim = await takePlace(place, adapters, {
    identity,
    namespace: store.namespace,
    startedAt,
    socket: place.socket,
  });
  try {
    const capacity = await capacityOf(adapters, loaded.settings.runs, slots);
    return await serveDaemon(project, adapters, { loaded, startedAt, capacity, claim, place, serve });
  } catch (error) {
    await claim.release();
    throw error;
  }
}

async function takePlace(
  place: DaemonPlace,
  { store, clock }: Adapters,
  file: DaemonFile,
): Promise<DaemonClaim> {
  // What a process of another machine does is seen in the store alone.
  const records = await store.workers.list();
  const fresh = new Set(
    records
      .filter(({ heartbeatAt }) => clock.now() - Date.parse(heartbeatAt) < workerSilenceMilliseconds)
      .map(({ identity }) => identity.id),
  );
  const claimed = await claimDaemonPlace(
    place,
    file,
    ({ identity }) => isWorkerAlive(identity) ?? fresh.has(identity.id),
  );
  if ("claim" in claimed) return claimed.claim;
  const { identity, startedAt, url } = claimed.holder;
  throw daemonIsUp(identity, {
    since: startedAt,
    place: place.file,
    ...(url === undefined ? {} : { url }),
  });
}

/** No duty of the daemon: that traces do not arrive is told, and is no reason to call it ill. */
const tracesDuty = "traces";
/** Its file descriptor; a detached daemon writes all that it says there. */
const stdout = 1;

interface Serving extends Pick<DaemonRequest, "serve"> {
  readonly loaded: Pick<Configuration, "settings">;
  readonly startedAt: string;
  readonly capacity: Slots;
  readonly claim: DaemonClaim;
  readonly place: DaemonPlace;
}

async function serveDaemon(
  project: Project,
  adapters: Adapters,
  { loaded, startedAt, capacity, claim, place, serve }: Serving,
): Promise<Daemon> {
  const { store, clock, worker: identity, secrets, mlxVersion: version } = adapters;
  const { runs, notifications, retention } = loaded.settings;
  const state = stateFolderOf(project.root);
  removeDeadIncoming(state, adapters.clock.now());
  // Only a daemon needs them.
  const { createMessenger } = await import("@mlx/notify");
  const { createTelemetry } = await import("@mlx/telemetry");
  const watch = createDutyWatch(clock, [tracesDuty]);
  const shared = shareCapacity(capacity);
  const [drain, stop] = [new AbortController(), new AbortController()];
  let server: Awaited<ReturnType<typeof serve>> | undefined;
  const telemetry = createTelemetry({
    reads: telemetryReads(adapters, capacity, () => server?.serviceLoads() ?? []),
    env: project.options.processEnv,
    version,
    clock,
    identity,
    namespace: store.namespace,
    onProblem: (message) =>
      adapters.emit({ type: "duty-failed", at: clock.now(), duty: tracesDuty, message }),
  });
  adapters.alsoTell(watch.event);
  adapters.alsoTell(telemetry.event);
  const view = () => readDaemonView(adapters, { capacity });
  const face: DaemonFace = {
    health: () => ({ state: watch.state(), problems: watch.problems() }),
    status: async () =>
      describeDaemon({
        identity,
        startedAt,
        version,
        state: watch.state(),
        problems: watch.problems(),
        view: await view(),
      }),
    metrics: () => telemetry.metrics(),
    served: (request) => telemetry.served(request),
    drain: () => drain.abort(),
    stop: () => stop.abort(),
  };
  const open = await serve(face, place.socket);
  server = open;
  const work = async () => {
    const ending = new AbortController();
    const log = boundLog({ log: place.log, output: stdout }, clock, ending.signal);
    // Told when it ends.
    log.catch(() => undefined);
    try {
      await claim.update({ url: open.url });
      const signals = { drain: drain.signal, stop: stop.signal };
      const offer = { capacity, url: open.url, version };
      const deps = (of: Adapters): DaemonDeps => ({
        ...of,
        store: { ...of.store, runs: shared.join(of.store.namespace, of.store.runs) },
        messenger: createMessenger({ settings: notifications, secrets, clock, version }),
        settings: { runs, notifications, retention },
        jobFolders: createJobFolders({ runsFolder: join(state, "runs") }),
        collectUploads: createUploadCollector(state, of),
        otherReferences: (at) => referencesOfOthers(state, of.store, { at }),
      });
      const tenants = keepTenantDaemons({
        project,
        signals,
        // Their services answer nowhere: below /services/ names are those of the project.
        run: ({ namespace }, of) =>
          runDaemon(deps(of), offer, signals).finally(() => shared.leave(namespace)),
      });
      // Told when it ends.
      tenants.catch(() => undefined);
      const serving = { hosts: adapters.replicaHosts, gateway: open.gateway };
      const beat = (duty: string) => watch.beat(duty);
      await runDaemon({ ...deps(adapters), serving, beat }, offer, signals);
      shared.leave(store.namespace);
      await tenants;
    } finally {
      ending.abort();
      // What was given time to finish has none any more; its failure is that of the first call.
      stop.signal.addEventListener("abort", () => void open.close(0).catch(() => undefined));
      await open.close(stop.signal.aborted ? undefined : drainMilliseconds);
      await telemetry.close();
      await claim.release();
      await log;
    }
  };
  const ended = work();
  // Whoever holds the daemon awaits it; until then a bug in it must not end the process.
  ended.catch(() => undefined);
  return { ...face, identity, startedAt, url: open.url, capacity, view, ended };
}
