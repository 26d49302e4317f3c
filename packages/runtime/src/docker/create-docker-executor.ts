/** The executor that runs tasks in containers of a Docker engine. */
import { existsSync } from "node:fs";
import type { ArtifactStore, Clock, Executor, ExitFacts, JobHandle, JobKey } from "@mlx/core";
import { jobFolder, taskFolders } from "../job/job-folder.ts";
import { followLog } from "../log/follow-log.ts";
import { createMetricsReader } from "../metrics/create-metrics-reader.ts";
import { transformNotInContainers } from "../serving/errors.ts";
import { createSparkProgress } from "../spark/create-spark-progress.ts";
import { secretsFolder } from "./container/secrets-folder.ts";
import type { Engine } from "./engine/connect-engine.ts";
import type { Images } from "./images/create-images.ts";
import { collectJob } from "./lifecycle/collect-job.ts";
import { containerName } from "./lifecycle/container-name.ts";
import { createObservations } from "./lifecycle/create-observations.ts";
import { findElsewhere } from "./lifecycle/find-container.ts";
import { listHeldJobs } from "./lifecycle/held-jobs.ts";
import type { ContainerJob, JobContext, Step } from "./lifecycle/job-context.ts";
import { observeContainerJob } from "./lifecycle/observe-container-job.ts";
import { readEnd } from "./lifecycle/observe-to-end.ts";
import { releaseJob } from "./lifecycle/release-job.ts";
import { stopContainer } from "./lifecycle/stop-container.ts";
import { submitContainer } from "./lifecycle/submit-container.ts";

export interface DockerExecutorOptions {
  /** Absolute; the engine mounts folders below it. */
  readonly runsFolder: string;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly images: Images;
  /** UUID: containers of other installations are never touched. */
  readonly installation: string;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  /** The user's home folder; never mounted. */
  readonly home: string;
  /** Where a machine has no folder in memory, secrets lie here while a task runs. */
  readonly temporary: string;
  /** Told before each effect; a test ends the process there. */
  readonly onStep?: (step: Step) => void;
}

/** Nothing is connected to or read before the first call. */
export function createDockerExecutor(options: DockerExecutorOptions): Executor {
  const { runsFolder, artifacts, clock, engine, images, installation, onStep = () => {} } = options;
  const { processEnv, home, temporary } = options;
  const context: JobContext = { engine, clock, onStep };
  const observations = createObservations(context);
  const readMetrics = createMetricsReader();
  const readSparkProgress = createSparkProgress();
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

  function jobOf({ runId, attempt }: JobKey): ContainerJob {
    const key = { runId, attempt };
    return { key, folder: jobFolder(runsFolder, key), name: containerName(installation, key) };
  }

  function handleOf(key: JobKey): JobHandle {
    const { runId, attempt } = key;
    return { runId, attempt, executor: "docker", data: { container: containerName(installation, key) } };
  }

  const secretsOf = (key: JobKey) => secretsFolder(key, { uid: self.uid, temporary });

  async function submit(
    task: Parameters<Executor["submit"]>[0],
    { onStaged = () => {} }: Parameters<Executor["submit"]>[1] = {},
  ): Promise<JobHandle> {
    if (task.transform !== undefined) throw transformNotInContainers(task.recipe);
    const job = jobOf(task);
    await submitContainer(task, job, context, {
      runsFolder,
      installation,
      artifacts,
      images,
      processEnv,
      home,
      self,
      secrets: secretsOf(task),
      onStaged,
    });
    const observation = observations.join(job);
    try {
      await Promise.race([observation.started, observation.ended]);
    } finally {
      observation.leave({ soon: true });
    }
    return handleOf(task);
  }

  async function wait(handle: JobHandle, signal: AbortSignal): Promise<ExitFacts> {
    signal.throwIfAborted();
    const { ended, leave } = observations.join(jobOf(handle));
    try {
      return await orAborted(ended, signal);
    } finally {
      leave({ soon: false });
    }
  }

  async function* logs(
    handle: JobHandle,
    { cursor = "0", follow, signal }: Parameters<Executor["logs"]>[1],
  ): ReturnType<Executor["logs"]> {
    const job = jobOf(handle);
    const shared = { cursor, follow, ...(signal && { signal }), clock };
    const ended = async () => (await readEnd(job, context)) !== undefined;
    if (!follow) return yield* followLog(job.folder.logs, { ...shared, ended });
    const observation = observations.join(job);
    let failure: { readonly error: unknown } | undefined;
    observation.ended.catch((error: unknown) => {
      failure = { error };
    });
    const endedHere = async () => {
      if (failure !== undefined) throw failure.error;
      return ended();
    };
    try {
      const { wakeUp, isCapturedHere } = observation;
      yield* followLog(job.folder.logs, { ...shared, ended: endedHere, wakeUp, isWoken: isCapturedHere });
    } finally {
      observation.leave({ soon: signal?.aborted !== true });
    }
  }

  async function cleanup(handle: JobHandle, { keepFiles } = { keepFiles: false }): Promise<void> {
    const awaitEnd = () => wait(handle, new AbortController().signal);
    const secrets = secretsOf(handle);
    await releaseJob(jobOf(handle), context, { runsFolder, self, secrets, keepFiles, awaitEnd });
  }

  return {
    name: "docker",
    prepare: async (task, progress) => {
      if (task.transform !== undefined) throw transformNotInContainers(task.recipe);
      return (await images.ensure(task, progress)).lock;
    },
    submit,
    find: async (key) => {
      const job = jobOf(key);
      const isThere = existsSync(job.folder.job) || (await findElsewhere(job, context)) !== undefined;
      return isThere ? handleOf(key) : undefined;
    },
    observe: (handle) => observeContainerJob(jobOf(handle), context),
    wait,
    logs,
    metrics: async (handle, cursor) => {
      const job = jobOf(handle);
      const ended = (await readEnd(job, context)) !== undefined;
      const path = taskFolders(job.folder.ml).metricsLines;
      const { points, problems, progress } = await readMetrics(path, cursor, { now: clock.now(), ended });
      return { points, problems, cursor: progress.cursor };
    },
    progress: (handle) => readSparkProgress(jobOf(handle).folder.sparkEvents),
    collect: (handle) => collectJob(jobOf(handle), context, self),
    stop: (handle, { graceSeconds }) => stopContainer(jobOf(handle), context, { graceSeconds }),
    cleanup,
    list: async () => (await listHeldJobs(runsFolder)).map(handleOf),
  };
}

/** Rejects with the signal's reason. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
