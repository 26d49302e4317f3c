/** The executor that runs tasks as processes of this machine, without containers. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type {
  ArtifactStore,
  Clock,
  Digest,
  Executor,
  ExitFacts,
  JobHandle,
  JobKey,
  TaskSubmission,
} from "@mlx/core";
import { timestamp } from "@mlx/core";
import { notRunHere } from "../errors.ts";
import { createMetricsReader } from "../metrics/create-metrics-reader.ts";
import type { Python } from "../python/find-python.ts";
import { findPython } from "../python/find-python.ts";
import { packageManagerEnvironment } from "../python/package-manager-environment.ts";
import type { PythonEnvironment } from "../python/prepare-python.ts";
import { preparePython } from "../python/prepare-python.ts";
import { readRequirements } from "../python/read-requirements.ts";
import { cleanUpJob } from "../job/cleanup-job.ts";
import { collectOutputs } from "../contract/collect-outputs.ts";
import { findProgram } from "../contract/find-program.ts";
import { followLog } from "../log/follow-log.ts";
import { jobFolder, taskFolders } from "../job/job-folder.ts";
import { readJobExit, unlessDamaged } from "../job/job-record.ts";
import { observeJob } from "./observe-job.ts";
import { stopJob } from "./stop-job.ts";
import { isStarted, submitJob } from "./submit-job.ts";

export interface ProcessExecutorOptions {
  /** Absolute. */
  readonly runsFolder: string;
  /** Absolute; may be shared by projects and users of the same machine. */
  readonly environmentsFolder: string;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  /** Path of the supervisor's program; from source it is `supervisorEntry`. */
  readonly supervisor: string;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
}

/** The supervisor's program where mlx runs from its sources. */
export const supervisorEntry = fileURLToPath(new URL("./supervisor.ts", import.meta.url));

const pollMilliseconds = 100;
const livenessEvery = 10;

export function createProcessExecutor(options: ProcessExecutorOptions): Executor {
  const { runsFolder, environmentsFolder, artifacts, clock, supervisor, processEnv } = options;
  const readMetrics = createMetricsReader();
  let python: Python | undefined;
  const folderOf = (key: JobKey) => jobFolder(runsFolder, key);
  const handleOf = ({ runId, attempt }: JobKey): JobHandle => {
    return { runId, attempt, executor: "process", data: {} };
  };

  async function prepare(
    task: TaskSubmission,
    { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (line: string) => void },
  ): Promise<PythonEnvironment> {
    const source = sourceOf(task);
    findProgram(task, await artifacts.readManifest(source));
    const requirements = await readRequirements(artifacts, source);
    const env = packageManagerEnvironment(processEnv);
    python ??= await findPython(processEnv.MLX_PYTHON, env, signal);
    return preparePython(environmentsFolder, { python, requirements, env, signal, onProgress });
  }

  async function submit(task: TaskSubmission): Promise<JobHandle> {
    const folder = folderOf(task);
    if (isStarted(folder)) return handleOf(task);
    const program = findProgram(task, await artifacts.readManifest(sourceOf(task)));
    const quiet = { signal: new AbortController().signal, onProgress: () => {} };
    const bin = join((await prepare(task, quiet)).folder, "bin");
    const cpus = availableParallelism();
    await submitJob(task, folder, { artifacts, clock, supervisor, processEnv, cpus, program, bin });
    return handleOf(task);
  }

  /**
   * Says how a job ended, once it has. To be asked often: the end is a file, and only now and then is
   * it made sure that somebody is still there to write it.
   */
  function createEndCheck(key: JobKey): () => Promise<ExitFacts | undefined> {
    let asked = 0;
    return async () => {
      asked += 1;
      if (asked % livenessEvery !== 1) {
        const recorded = await unlessDamaged(readJobExit(folderOf(key).exit));
        return recorded === "damaged" ? undefined : recorded?.exit;
      }
      const observation = await observeJob(folderOf(key), key, clock);
      if (observation.phase === "exited") return observation.exit;
      return observation.phase === "gone" ? goneExit(clock) : undefined;
    };
  }

  async function wait(handle: JobHandle, signal: AbortSignal): Promise<ExitFacts> {
    const check = createEndCheck(handle);
    for (;;) {
      signal.throwIfAborted();
      const exit = await check();
      if (exit !== undefined) return exit;
      await clock.sleep(pollMilliseconds, signal);
    }
  }

  function logs(
    handle: JobHandle,
    { cursor = "0", follow, signal }: Parameters<Executor["logs"]>[1],
  ): ReturnType<Executor["logs"]> {
    const check = createEndCheck(handle);
    const ended = async () => (await check()) !== undefined;
    return followLog(folderOf(handle).logs, { cursor, follow, ...(signal && { signal }), clock, ended });
  }

  return {
    name: "process",
    prepare: async (task, progress) => (await prepare(task, progress)).lock,
    submit,
    find: async (key) => (existsSync(folderOf(key).job) ? handleOf(key) : undefined),
    observe: (handle) => observeJob(folderOf(handle), handle, clock),
    wait,
    logs,
    metrics: async (handle, cursor) => {
      const ended = (await createEndCheck(handle)()) !== undefined;
      const path = taskFolders(folderOf(handle).ml).metricsLines;
      const { points, problems, progress } = await readMetrics(path, cursor, { now: clock.now(), ended });
      return { points, problems, cursor: progress.cursor };
    },
    progress: async () => undefined,
    list: async () => [],
    collect: (handle) => collectOutputs(folderOf(handle)),
    stop: (handle, { graceSeconds }) => stopJob(folderOf(handle), handle, { graceSeconds, clock }),
    cleanup: (handle) => cleanUpJob(folderOf(handle)),
  };
}

/** Fails (4010) for what needs a container or another language. */
function sourceOf({ origin, recipeType, recipe, source }: TaskSubmission): Digest {
  if (!("source" in origin) || source === undefined) {
    throw notRunHere(`${recipe} with ${"image" in origin ? "`image`" : "`build`"}`);
  }
  if (recipeType !== "Python" && recipeType !== "Tensorflow")
    throw notRunHere(`${recipe} of type ${recipeType}`);
  return source;
}

function goneExit(clock: Clock): ExitFacts {
  const endedAt = timestamp(clock.now());
  return { exitCode: null, signal: null, oomKilled: false, endedAt, lost: "CONTAINER_LOST" };
}
