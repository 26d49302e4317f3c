import { access, constants } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Executors, JobPlace, ReplicaHosts } from "@mlx/core";
import { createArtifactStore, type HashCache } from "@mlx/data";
import {
  createDockerExecutor,
  createDockerReplicaHost,
  createProcessExecutor,
  createProcessReplicaHost,
  type Engine,
  type Images,
} from "@mlx/runtime";
import type { AppOptions } from "./app-options.ts";
import { systemClock, userCacheFolder } from "./environment.ts";
import { once } from "./once.ts";

/** What all of them share, whichever state folder they work in. */
export interface ExecutorSurroundings {
  readonly options: Pick<AppOptions, "processEnv" | "supervisor">;
  readonly hashCache: HashCache;
  readonly engine: Engine;
  readonly images: Images;
  readonly installation: string;
}

/** The executors whose jobs lie in a state folder; each is opened when it is first used. */
export function openExecutors(stateFolder: string, surroundings: ExecutorSurroundings): Executors {
  const { options, hashCache, engine, images, installation } = surroundings;
  const { processEnv, supervisor } = options;
  const artifacts = createArtifactStore({ folder: join(stateFolder, "cas"), hashCache, clock: systemClock });
  const runs = { runsFolder: join(stateFolder, "runs"), artifacts, clock: systemClock, processEnv };
  const ofProcess = once(() =>
    createProcessExecutor({
      ...runs,
      environmentsFolder: join(userCacheFolder(processEnv), "environments"),
      supervisor,
    }),
  );
  const ofDocker = once(() =>
    createDockerExecutor({ ...runs, engine, images, installation, home: homedir(), temporary: tmpdir() }),
  );
  return {
    get process() {
      return ofProcess();
    },
    get docker() {
      return ofDocker();
    },
  };
}

/** What keeps the serve programs of a daemon of a state folder; each is opened when it is first used. */
export function openReplicaHosts(stateFolder: string, surroundings: ExecutorSurroundings): ReplicaHosts {
  const { options, hashCache, engine, images, installation } = surroundings;
  const { processEnv } = options;
  const artifacts = createArtifactStore({ folder: join(stateFolder, "cas"), hashCache, clock: systemClock });
  const shared = { stateFolder, artifacts, clock: systemClock, processEnv };
  const ofProcess = once(() =>
    createProcessReplicaHost({
      ...shared,
      environmentsFolder: join(userCacheFolder(processEnv), "environments"),
    }),
  );
  const ofDocker = once(() =>
    createDockerReplicaHost({
      ...shared,
      engine,
      images,
      installation,
      home: homedir(),
      temporary: tmpdir(),
    }),
  );
  return {
    get process() {
      return ofProcess();
    },
    get docker() {
      return ofDocker();
    },
  };
}

/**
 * Opens the executors of other state folders of this machine: those that this user may read and write, since
 * whoever works on a job there writes to it.
 */
export function openExecutorsAt(
  host: string,
  surroundings: ExecutorSurroundings,
): (place: JobPlace) => Promise<Executors | undefined> {
  const opened = new Map<string, Executors>();
  return async ({ host: itsHost, folder }) => {
    if (itsHost !== host || !(await isOpenToUs(join(folder, "runs")))) return undefined;
    const executors = opened.get(folder) ?? openExecutors(folder, surroundings);
    opened.set(folder, executors);
    return executors;
  };
}

async function isOpenToUs(folder: string): Promise<boolean> {
  return access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}
