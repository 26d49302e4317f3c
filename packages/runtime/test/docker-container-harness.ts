/** Real containers, made from the options that a submission comes to. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { TaskSubmission } from "@mlx/core";
import { digestOf, InternalError, timestamp } from "@mlx/core";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { createDemultiplexer } from "../src/docker/capture/create-demultiplexer.ts";
import { checkShell } from "../src/docker/container/check-shell.ts";
import type { UserIds } from "../src/docker/container/container-user.ts";
import { prepareContainer } from "../src/docker/container/prepare-container.ts";
import { removeSecrets, secretsFolder } from "../src/docker/container/secrets-folder.ts";
import { connectEngine } from "../src/docker/engine/connect-engine.ts";
import { inspectImage } from "../src/docker/images/inspect-image.ts";
import type { JobFolder } from "../src/job/job-folder.ts";
import { jobFolder } from "../src/job/job-folder.ts";
import type { FolderArtifactStore } from "./folder-artifact-store.ts";
import { createFolderArtifactStore } from "./folder-artifact-store.ts";

export const baseImage = "mlx-test/python:bookworm";

export interface RanContainer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly folder: JobFolder;
  /** All that the engine tells of it. */
  readonly inspected: Docker.ContainerInspectInfo;
}

export interface ContainerHarness {
  readonly root: string;
  readonly artifacts: FolderArtifactStore;
  /** An image from a Dockerfile without a context; removed at the end. */
  build(dockerfile: string): Promise<string>;
  /** A submission with what matters; runs in `image`, and to its end. */
  run(
    changes: Partial<TaskSubmission>,
    options?: { readonly image?: string; readonly self?: UserIds; readonly processEnv?: NodeJS.ProcessEnv },
  ): Promise<RanContainer>;
  close(): Promise<void>;
}

export const engine = connectEngine({ processEnv: process.env, home: homedir() });

/** Why there is nothing to test with; `undefined` where there is an engine and the image. */
export async function missingForDocker(): Promise<string | undefined> {
  if (process.env.MLX_TEST_DOCKER === "required") return undefined;
  try {
    return (await inspectImage(engine, baseImage)) === undefined ? `no image ${baseImage}` : undefined;
  } catch (error) {
    return String(error);
  }
}

export async function createContainerHarness(): Promise<ContainerHarness> {
  const root = await mkdtemp(join(tmpdir(), "mlx-container-"));
  const artifacts = createFolderArtifactStore(join(root, "artifacts"));
  const images: string[] = [];
  const docker = await engine.client();

  async function build(dockerfile: string): Promise<string> {
    const context = pack();
    context.entry({ name: "Dockerfile" }, dockerfile);
    context.finalize();
    const name = `mlx-test/container:${randomUUID().slice(0, 8)}`;
    const output = await docker.buildImage(Readable.from(context), { t: name, forcerm: true });
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(output, (error) => (error ? reject(error) : resolve()));
    });
    images.push(name);
    return name;
  }

  async function run(
    changes: Partial<TaskSubmission>,
    {
      image: reference = baseImage,
      self = ownIds(),
      processEnv = {},
    }: Parameters<ContainerHarness["run"]>[1] = {},
  ): Promise<RanContainer> {
    const submission: TaskSubmission = { ...plainSubmission(), ...changes };
    const found = await inspectImage(engine, reference);
    if (found === undefined) throw new InternalError(`no image ${reference}`);
    const image = {
      ...found,
      name: found.id,
      lock: { runtime: reference, digest: digestOf(""), packages: [] },
    };
    const folder = jobFolder(join(root, "runs"), submission);
    const secrets = secretsFolder(submission, { uid: self.uid, temporary: tmpdir() });
    const { options, needsShell } = await prepareContainer(submission, {
      image,
      engine: await engine.info(),
      artifacts,
      folder,
      name: `mlx-test-${submission.runId}`,
      labels: { "mlx.run": submission.runId },
      deadline: timestamp(Date.now() + 60_000),
      processEnv,
      home: homedir(),
      self,
      secrets,
    });
    const container = await docker.createContainer(options);
    try {
      if (needsShell) await checkShell(container, reference);
      await container.start();
      const { StatusCode: exitCode }: { StatusCode: number } = await container.wait();
      const inspected = await container.inspect();
      const output = { stdout: "", stderr: "", engine: "" };
      const log = createDemultiplexer((stream, data) => {
        output[stream] += data.toString();
      });
      log.push(await container.logs({ stdout: true, stderr: true }));
      return { ...output, exitCode, folder, inspected };
    } finally {
      await container.remove({ force: true, v: true });
      await removeSecrets(secrets);
    }
  }

  async function close(): Promise<void> {
    for (const name of images) await docker.getImage(name).remove({ force: true });
    await rm(root, { recursive: true, force: true });
  }

  return { root, artifacts, build, run, close };
}

function ownIds(): UserIds {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}

function plainSubmission(): TaskSubmission {
  return {
    runId: randomUUID(),
    attempt: 1,
    task: "train",
    trigger: "manual",
    recipe: "recipe/container",
    recipeType: "Python",
    instance: "instance/container",
    origin: { image: baseImage },
    container: { profile: "strict", pull: "never" },
    parameters: {},
    env: {},
    secretValues: [],
    inputs: {},
    outputChannels: [],
    timeoutSeconds: 60,
    stopGraceSeconds: 5,
  };
}
