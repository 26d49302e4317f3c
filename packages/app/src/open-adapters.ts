import { availableParallelism, homedir, totalmem } from "node:os";
import { isAbsolute, join } from "node:path";
import type { LoadedProject } from "@mlx/config";
import {
  type EventSink,
  type Git,
  type ImageLock,
  type Machine,
  MlxError,
  type ReplicaHosts,
} from "@mlx/core";
import { createArtifactStore, createDatasetReader, type HashCache } from "@mlx/data";
import type { ImageSettings, RunDeps } from "@mlx/engine";
import { connectEngine, createImages, type Engine, type Images } from "@mlx/runtime";
import { openStore } from "@mlx/store";
import type { AppOptions } from "./app-options.ts";
import {
  createGit,
  createSecretResolver,
  currentActor,
  currentWorker,
  isWorkerAlive,
  systemClock,
  systemIds,
} from "./environment.ts";
import { createImageLock } from "./image-lock.ts";
import { imageSettings } from "./image-settings.ts";
import { openExecutors, openExecutorsAt, openReplicaHosts } from "./open-executors.ts";
import { prepareStateFolder, stateFolderOf } from "./state-folder.ts";
import { rememberStore } from "./stores-used.ts";

/** The ports with the adapters that a project uses. */
export interface Adapters extends RunDeps {
  readonly git: Git;
  readonly engine: Engine;
  readonly images: Images;
  readonly replicaHosts: ReplicaHosts;
  readonly lock: ImageLock;
  readonly settings: ImageSettings;
  /** Has another reader told of all events; it must not throw. */
  readonly alsoTell: (sink: EventSink) => void;
}

export interface StorePlace {
  readonly url: string;
  readonly namespace: string;
}

export interface AdapterOptions {
  readonly root: string;
  readonly options: AppOptions;
  readonly place: StorePlace;
  readonly loaded: Pick<LoadedProject, "settings">;
  readonly hashCache: HashCache;
  readonly emit: EventSink;
}

/** Opens the store; a container engine is looked for when it is first needed. */
export async function openAdapters(opening: AdapterOptions): Promise<Adapters> {
  const { root, options, place, loaded, hashCache } = opening;
  const { processEnv } = options;
  const state = stateFolderOf(root);
  await prepareStateFolder(root);
  const readers: EventSink[] = [opening.emit];
  const emit: EventSink = (event) => {
    for (const tell of readers) tell(event);
  };
  const store = await openStore({
    ...place,
    ids: systemIds,
    onWait: (milliseconds) => emit({ type: "store-wait", at: systemClock.now(), milliseconds }),
  });
  await rememberStore(state, store);
  const artifacts = createArtifactStore({ folder: join(state, "cas"), hashCache, clock: systemClock });
  const home = homedir();
  const engine = connectEngine({
    processEnv,
    home,
    onCall: (operation, milliseconds) =>
      emit({ type: "engine-call", at: systemClock.now(), operation, milliseconds }),
  });
  const images = createImages({ engine, artifacts, processEnv, home, settings: loaded.settings.docker });
  const { id: installation, key } = await store.installation();
  const worker = await currentWorker(state);
  const surroundings = { options, hashCache, engine, images, installation };
  return {
    store,
    artifacts,
    datasets: createDatasetReader({
      root,
      hashCache,
      profileFolder: join(state, "cache", "profiles"),
      windowFolder: join(state, "cache", "windows"),
      clock: systemClock,
    }),
    executors: openExecutors(state, surroundings),
    executorsAt: openExecutorsAt(worker.host, surroundings),
    replicaHosts: openReplicaHosts(state, surroundings),
    secrets: createSecretResolver(root, processEnv, key),
    clock: systemClock,
    ids: systemIds,
    git: createGit(root),
    worker,
    isAlive: isWorkerAlive,
    actor: currentActor(processEnv),
    random: Math.random,
    emit,
    absolute: (path) => (isAbsolute(path) ? path : join(root, path)),
    mlxVersion: options.version,
    engine,
    images,
    lock: createImageLock(root),
    settings: imageSettings(loaded),
    alsoTell: (sink) => readers.push(sink),
    machine: (executor) => (executor === "docker" ? machineOf(engine) : Promise.resolve(thisMachine())),
  };
}

/** The same adapters with the store of another namespace, which nobody else may close. */
export async function openNamespace(adapters: Adapters, place: StorePlace): Promise<Adapters> {
  const { clock, emit } = adapters;
  const store = await openStore({
    ...place,
    ids: systemIds,
    onWait: (milliseconds) => emit({ type: "store-wait", at: clock.now(), milliseconds }),
  });
  return { ...adapters, store };
}

function thisMachine(): Machine {
  return { cpus: availableParallelism(), memoryInMB: Math.floor(totalmem() / 2 ** 20) };
}

async function machineOf(engine: Engine): Promise<Machine | undefined> {
  try {
    const { cpus, memoryInMB } = await engine.info();
    return { cpus, memoryInMB };
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    return undefined;
  }
}
