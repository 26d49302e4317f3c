/** Keeps the `serve` programs of services as processes of this machine. */
import { mkdir } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import type { ArtifactStore, Clock, Replica, ReplicaHost } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";
import { stageJob } from "../../contract/stage-job.ts";
import { taskEnvironment } from "../../contract/task-environment.ts";
import { noSpace, replicaEnded } from "../../errors.ts";
import { taskFolders } from "../../job/job-folder.ts";
import { identifyProcess } from "../../job/process-identity.ts";
import { removeFolder } from "../../job/remove-folder.ts";
import { createSoftware } from "../../process/prepare-software.ts";
import { createProgram } from "../../process/ready-program.ts";
import { startProgram } from "../../process/start-program.ts";
import { awaitHealth } from "../await-health.ts";
import { ping } from "../ping.ts";
import { openReplicaLog } from "../replica-log.ts";
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
    const { id, service, secretValues, startTimeoutSeconds } = submission;
    const task = replicaTask(submission);
    const folder = replicaFolder(place, id);
    const software = await prepareSoftware(task, { signal, onProgress });
    const makeReady = await findReadyProgram(task, software);
    const { bin } = software;
    try {
      await mkdir(folder.root, { recursive: true, mode: 0o700 });
      await writeReplicaRecord(folder.all, { id, service, host: "process" });
      await mkdir(join(folder.scratch, "home"), { recursive: true });
      await mkdir(join(folder.scratch, "cache"), { recursive: true });
      await stageJob(task, folder, { artifacts, deadline: "" });
    } catch (error) {
      await removeFolder(folder.all);
      const code = systemErrorCode(error);
      throw code === "ENOSPC" || code === "EDQUOT" ? noSpace("make the replica's work folder", error) : error;
    }
    const { program, variables } = await makeReady(folder);
    const log = await openReplicaLog(serviceLogs(place, service), { id, secrets: secretValues, clock });
    const port = await freePort();
    const folders = taskFolders(folder.ml);
    const environment = taskEnvironment(task, {
      ...{ folders, scratch: folder.scratch, deadline: "", cpus, processEnv },
      ...(bin === undefined ? {} : { bin }),
    });
    const env = serveVariables({ ...variables, ...environment }, { service, port });
    const started = await startProgram({ program, cwd: folders.code, env }, folder.root, log);
    const key = { runId: id, attempt: 1 };
    const tidy = async () => {
      await log.close();
      await removeFolder(folder.all);
    };
    if ("startError" in started) {
      await tidy();
      throw replicaEnded(started.startError, [], log.path);
    }
    const { pid } = started;
    const guard = guardGroup(pid);
    const identity = identifyProcess(pid);
    await writeReplicaRecord(folder.all, {
      id,
      service,
      host: "process",
      ...(identity && { program: identity }),
    });
    let isOver = false;
    const ended = started.exited.then(async ({ code, signal: by }) => {
      isOver = true;
      await endGroup({ group: pid, key, graceSeconds: 0, clock, isOver: () => true });
      guard.release();
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
      const { lastWords } = log;
      await awaitHealth({ ...replica, lastWords }, { clock, seconds: startTimeoutSeconds, signal });
      return replica;
    } catch (error) {
      await stop({ graceSeconds: abandonSeconds });
      throw error;
    }
  };

  return { name: "process", start, sweep: () => sweepProcesses(place) };
}
