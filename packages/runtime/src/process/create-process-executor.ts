/** The executor that runs tasks as processes of this machine, without containers. */
import { existsSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ArtifactStore, Clock, Executor, ExitFacts, JobHandle, JobKey, TaskSubmission } from "@mlx/core";
import { timestamp } from "@mlx/core";
import { collectOutputs } from "../contract/collect-outputs.ts";
import { cleanUpJob } from "../job/cleanup-job.ts";
import { jobFolder, taskFolders } from "../job/job-folder.ts";
import { readJobExit, unlessDamaged } from "../job/job-record.ts";
import { followLog } from "../log/follow-log.ts";
import { createMetricsReader } from "../metrics/create-metrics-reader.ts";
import { withoutHalt } from "../r/without-halt.ts";
import { addSparkOutputs } from "../spark/add-spark-outputs.ts";
import { createSparkProgress } from "../spark/create-spark-progress.ts";
import { observeJob } from "./observe-job.ts";
import { createSoftware } from "./prepare-software.ts";
import { createProgram } from "./ready-program.ts";
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
/** Built, it lies beside the supervisor. */
const transformEntry = fileURLToPath(new URL("../serving/transform/transform-driver.ts", import.meta.url));

const pollMilliseconds = 100;
const livenessEvery = 10;

export function createProcessExecutor(options: ProcessExecutorOptions): Executor {
  const { runsFolder, artifacts, clock, supervisor, processEnv } = options;
  const machine = { cpus: availableParallelism(), memoryInMB: Math.floor(totalmem() / 2 ** 20) };
  const readMetrics = createMetricsReader();
  const readSparkProgress = createSparkProgress();
  const prepareSoftware = createSoftware(options);
  const findReadyProgram = createProgram({
    artifacts,
    machine,
    transformDriver:
      supervisor === supervisorEntry ? transformEntry : join(dirname(supervisor), "transform.js"),
  });
  const folderOf = (key: JobKey) => jobFolder(runsFolder, key);
  const handleOf = ({ runId, attempt }: JobKey): JobHandle => {
    return { runId, attempt, executor: "process", data: {} };
  };

  async function prepare(task: TaskSubmission, progress: Parameters<Executor["prepare"]>[1]) {
    const software = await prepareSoftware(task, progress);
    return { software, readyProgram: await findReadyProgram(task, software) };
  }

  async function submit(
    task: TaskSubmission,
    { onStaged = () => {} }: { readonly onStaged?: () => void } = {},
  ): Promise<JobHandle> {
    const folder = folderOf(task);
    if (isStarted(folder)) return handleOf(task);
    const quiet = { signal: new AbortController().signal, onProgress: () => {} };
    const { software, readyProgram } = await prepare(task, quiet);
    await submitJob(task, folder, {
      artifacts,
      clock,
      supervisor,
      processEnv,
      cpus: machine.cpus,
      ...(software.bin === undefined ? {} : { bin: software.bin }),
      readyProgram,
      onStaged,
    });
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
    prepare: async (task, progress) => (await prepare(task, progress)).software.lock,
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
    progress: (handle) => readSparkProgress(folderOf(handle).sparkEvents),
    list: async () => [],
    collect: async (handle) => {
      const folder = folderOf(handle);
      return withoutHalt(await addSparkOutputs(folder, await collectOutputs(folder)));
    },
    stop: (handle, { graceSeconds }) => stopJob(folderOf(handle), handle, { graceSeconds, clock }),
    cleanup: async (handle, { keepFiles } = { keepFiles: false }) => {
      if (!keepFiles) await cleanUpJob(folderOf(handle));
    },
  };
}

function goneExit(clock: Clock): ExitFacts {
  const endedAt = timestamp(clock.now());
  return { exitCode: null, signal: null, oomKilled: false, endedAt, lost: "CONTAINER_LOST" };
}
