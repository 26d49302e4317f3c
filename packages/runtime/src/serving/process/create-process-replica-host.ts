/** Keeps the `serve` programs of services as processes of this machine. */
import { mkdir } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import type { ArtifactStore, Clock, Replica, ReplicaHost, ReplicaSubmission } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";
import { stageJob } from "../../contract/stage-job.ts";
import { taskEnvironment } from "../../contract/task-environment.ts";
import { noSpace } from "../../errors.ts";
import { taskFolders } from "../../job/job-folder.ts";
import { identifyProcess } from "../../job/process-identity.ts";
import { removeFolder } from "../../job/remove-folder.ts";
import { createSoftware } from "../../process/prepare-software.ts";
import { createProgram } from "../../process/ready-program.ts";
import { startProgram } from "../../process/start-program.ts";
import { awaitHealth } from "../await-health.ts";
import { replicaEnded } from "../errors.ts";
import { ping } from "../ping.ts";
import { openReplicaLog, type ReplicaLog } from "../replica-log.ts";
import { writeReplicaRecord } from "../replica-record.ts";
import { replicaTask, serveVariables } from "../replica-task.ts";
import { replicaFolder, serviceLogs, servingFolder } from "../serving-folder.ts";
import { endGroup } from "./end-group.ts";
import { freePort } from "./free-port.ts";
import { guardGroup } from "./guard-group.ts";
import { sweepProcesses } from "./sweep-processes.ts";

export interface ProcessReplicaHostOptions {
  /** Absolute. */
  readonly stateFolder: string;
  readonly environmentsFolder: string;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
}

/** A program that is to be started, and where its output goes. */
interface Launch {
  readonly log: ReplicaLog;
  readonly port: number;
  readonly program: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** For what a program that has ended printed last. */
const drainMilliseconds = 1000;

/** Of one that never became healthy: there is nothing that it could finish. */
const abandonSeconds = 2;

export function createProcessReplicaHost(options: ProcessReplicaHostOptions): ReplicaHost {
  const { artifacts, clock, processEnv } = options;
  const place = servingFolder(options.stateFolder);
  const cpus = availableParallelism();
  const machine = { cpus, memoryInMB: Math.floor(totalmem() / 2 ** 20) };
  const prepareSoftware = createSoftware(options);
  const findReadyProgram = createProgram({ artifacts, machine });

  const start: ReplicaHost["start"] = async (submission, { signal, onProgress }) => {
    const { id, service, secretValues } = submission;
    const task = replicaTask(submission);
    const folder = replicaFolder(place, id);
    const software = await prepareSoftware(task, { signal, onProgress });
    const makeReady = await findReadyProgram(task, software);
    let log: ReplicaLog | undefined;
    // What cannot be removed stays until the next sweep.
    const tidy = async () => {
      await log?.close();
      await removeFolder(folder.all).catch(() => undefined);
    };
    let launch: Launch;
    try {
      await mkdir(folder.root, { recursive: true, mode: 0o700 });
      await writeReplicaRecord(folder.all, { id, service, host: "process" });
      await mkdir(join(folder.scratch, "home"), { recursive: true });
      await mkdir(join(folder.scratch, "cache"), { recursive: true });
      await stageJob(task, folder, { artifacts, deadline: "" });
      const { program, variables } = await makeReady(folder);
      const port = await freePort();
      const folders = taskFolders(folder.ml);
      const environment = taskEnvironment(task, {
        ...{ folders, scratch: folder.scratch, deadline: "", cpus, processEnv },
        ...(software.bin === undefined ? {} : { bin: software.bin }),
      });
      const env = serveVariables(
        { ...variables, ...environment },
        {
          ...{ service, host: "127.0.0.1", port },
        },
      );
      log = await openReplicaLog(serviceLogs(place, service), { id, secrets: secretValues, clock });
      launch = { log, port, program, cwd: folders.code, env };
      signal.throwIfAborted();
    } catch (error) {
      await tidy();
      const code = systemErrorCode(error);
      throw code === "ENOSPC" || code === "EDQUOT" ? noSpace("make the replica's work folder", error) : error;
    }
    return run(launch, { submission, folder, tidy, signal });
  };

  async function run(
    { log, port, program, cwd, env }: Launch,
    {
      submission: { id, service, startTimeoutSeconds },
      folder,
      tidy,
      signal,
    }: {
      readonly submission: ReplicaSubmission;
      readonly folder: ReturnType<typeof replicaFolder>;
      readonly tidy: () => Promise<void>;
      readonly signal: AbortSignal;
    },
  ): Promise<Replica> {
    const started = await startProgram({ program, cwd, env }, folder.root, log);
    const key = { runId: id, attempt: 1 };
    if ("startError" in started) {
      await tidy();
      throw replicaEnded(started.startError, [], log.path);
    }
    const { pid, drained } = started;
    const guard = guardGroup(pid);
    let isOver = false;
    const ended = started.exited.then(async ({ code, signal: by }) => {
      isOver = true;
      await endGroup({ group: pid, key, graceSeconds: 0, clock, isOver: () => true });
      guard.release();
      // Its last words say why it ended.
      await Promise.race([drained, clock.sleep(drainMilliseconds)]);
      await tidy();
      return by === null ? `it ended with exit code ${code}` : `it was ended by ${by}`;
    });
    let stopping: Promise<void> | undefined;
    const stop: Replica["stop"] = ({ graceSeconds }) => {
      stopping ??= endGroup({ group: pid, key, graceSeconds, clock, isOver: () => isOver }).then(async () => {
        await ended;
      });
      return stopping;
    };
    const url = `http://127.0.0.1:${port}`;
    const replica: Replica = { id, url, log: log.path, ping: () => ping(url), ended, stop };
    try {
      const identity = identifyProcess(pid);
      await writeReplicaRecord(folder.all, {
        ...{ id, service, host: "process" as const },
        ...(identity && { program: identity }),
      });
      const { lastWords } = log;
      await awaitHealth({ ...replica, lastWords }, { clock, seconds: startTimeoutSeconds, signal });
      return replica;
    } catch (error) {
      await stop({ graceSeconds: abandonSeconds });
      throw error;
    }
  }

  return { name: "process", start, sweep: () => sweepProcesses(place) };
}
