/** One container of an image under one set of options, made as a task's is, and removed again. */
import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ArtifactStore, Clock, ContainerSpec, TaskSubmission } from "@mlx/core";
import { timestamp } from "@mlx/core";
import type Docker from "dockerode";
import { jobFolder, taskFolders } from "../../job/job-folder.ts";
import { createDemultiplexer } from "../capture/create-demultiplexer.ts";
import { prepareContainer } from "../container/prepare-container.ts";
import { removeSecrets, secretsFolder } from "../container/secrets-folder.ts";
import type { Engine } from "../engine/connect-engine.ts";
import { engineMessage, statusOf } from "../engine/engine-error.ts";
import type { ReadyImage } from "../images/create-images.ts";
import { takeOwnership } from "../lifecycle/take-ownership.ts";

export interface TryOutPlace {
  readonly engine: Engine;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  /** Folders are made below it, and removed. */
  readonly temporary: string;
}

export interface TryOut {
  readonly image: ReadyImage;
  readonly submission: TaskSubmission;
  readonly container: ContainerSpec;
  /** In place of the image's entry point and its words. */
  readonly command?: readonly string[];
  readonly seconds: number;
  readonly signal: AbortSignal;
}

export interface TriedContainer {
  /** `undefined` where it had to be stopped, or could not be started. */
  readonly exitCode: number | undefined;
  /** Why it could not be started. */
  readonly startError?: string;
  /** Both streams, as they came; the end of it. */
  readonly output: string;
  /** Files that it left as a model. */
  readonly modelFiles: number;
}

const longestOutput = 64 * 1024;

/**
 * Nothing is left of the container and its folders, whatever becomes of it. Fails: 4030, 4031, 4037;
 * rejects with the signal's reason.
 */
export async function tryContainer(
  { image, submission, container, command, seconds, signal }: TryOut,
  { engine, artifacts, clock, processEnv, temporary }: TryOutPlace,
): Promise<TriedContainer> {
  signal.throwIfAborted();
  const root = await mkdtemp(join(temporary, "mlx-doctor-"));
  const key = { runId: randomUUID(), attempt: 1 };
  const folder = jobFolder(root, key);
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const secrets = secretsFolder(key, { uid: self.uid, temporary });
  try {
    const { options, foreignFiles } = await prepareContainer(
      { ...submission, ...key, container },
      {
        image,
        engine: await engine.info(),
        artifacts,
        folder,
        name: `mlx-doctor-${key.runId}`,
        labels: { "mlx.role": "doctor" },
        deadline: timestamp(clock.now() + seconds * 1000),
        processEnv,
        home: homedir(),
        self,
        secrets,
      },
    );
    const words = command === undefined ? {} : { Entrypoint: [...command], Cmd: [] };
    const written = { image: image.name, foreignFiles: foreignFiles && self.uid !== 0 };
    const tried = await engine
      .call((docker) => run(docker, { ...options, ...words }, { seconds, signal }))
      .finally(() => takeOwnership(folder, written, { engine, self }));
    const files = await readdir(taskFolders(folder.ml).model, { recursive: true });
    return { ...tried, modelFiles: files.length };
  } finally {
    await removeSecrets(secrets);
    await rm(root, { recursive: true, force: true });
  }
}

async function run(
  docker: Docker,
  options: Docker.ContainerCreateOptions,
  limits: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<Omit<TriedContainer, "modelFiles">> {
  limits.signal.throwIfAborted();
  const container = await docker.createContainer(options);
  try {
    limits.signal.throwIfAborted();
    try {
      await container.start();
    } catch (error) {
      if (statusOf(error) === undefined) throw error;
      return { exitCode: undefined, startError: engineMessage(error), output: "" };
    }
    const exitCode = await waitForEnd(container, limits);
    return { exitCode, output: await readOutput(container) };
  } finally {
    await container.remove({ force: true, v: true });
  }
}

/** Its exit code; `undefined` where it goes on for longer. Rejects with the signal's reason. */
async function waitForEnd(
  container: Docker.Container,
  { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<number | undefined> {
  const ended = new AbortController();
  const exit = async () => {
    const { StatusCode }: { StatusCode: number } = await container.wait();
    return StatusCode;
  };
  try {
    const limit = { signal: AbortSignal.any([signal, ended.signal]) };
    return await Promise.race([exit(), sleep(seconds * 1000, undefined, limit)]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    ended.abort();
  }
}

async function readOutput(container: Docker.Container): Promise<string> {
  const parts: Buffer[] = [];
  const demultiplexer = createDemultiplexer((_, data) => parts.push(Buffer.from(data)));
  demultiplexer.push(await container.logs({ stdout: true, stderr: true, tail: 200 }));
  return Buffer.concat(parts).subarray(-longestOutput).toString();
}
