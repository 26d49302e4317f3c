import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Executor, TaskSubmission } from "@mlx/core";
import { createDockerExecutor } from "../src/docker/create-docker-executor.ts";
import type { Engine } from "../src/docker/engine/connect-engine.ts";
import { connectEngine } from "../src/docker/engine/connect-engine.ts";
import { createImages } from "../src/docker/images/create-images.ts";
import type { Step } from "../src/docker/lifecycle/job-context.ts";
import type { ExecutorHarness } from "../src/testing.ts";
import type { FolderArtifactStore } from "./folder-artifact-store.ts";
import { createFolderArtifactStore } from "./folder-artifact-store.ts";
import { systemClock } from "./process-harness.ts";

/** Made from Debian's packages, with Python; see CONTRIBUTING. */
export const testImage = "mlx-test/python:bookworm";

const missing = whatIsMissing();
/** Why these tests cannot be run here; with `MLX_TEST_DOCKER=required` they fail instead. */
export const withoutDocker: string | undefined =
  process.env.MLX_TEST_DOCKER === "required" ? undefined : missing;
if (withoutDocker !== undefined) process.stderr.write(`tests with Docker are left out: ${withoutDocker}\n`);

function whatIsMissing(): string | undefined {
  const { status, stderr } = spawnSync("docker", ["image", "inspect", testImage], { encoding: "utf8" });
  return status === 0 ? undefined : (stderr ?? "there is no `docker`").trim();
}

export interface DockerHarness extends ExecutorHarness {
  readonly root: string;
  readonly installation: string;
  readonly engine: Engine;
  readonly artifacts: FolderArtifactStore;
}

export interface OpenDockerOptions {
  readonly root: string;
  readonly installation: string;
  readonly processEnv?: NodeJS.ProcessEnv;
  readonly onStep?: (step: Step) => void;
}

export function openDocker({ root, installation, processEnv = process.env, onStep }: OpenDockerOptions): {
  readonly executor: Executor;
  readonly engine: Engine;
} {
  const home = homedir();
  const engine = connectEngine({ processEnv, home });
  const artifacts = createFolderArtifactStore(join(root, "artifacts"));
  const settings = { build: { args: {} } };
  const executor = createDockerExecutor({
    runsFolder: join(root, "runs"),
    artifacts,
    clock: systemClock,
    engine,
    images: createImages({ engine, artifacts, processEnv, home, settings }),
    installation,
    processEnv,
    home,
    temporary: tmpdir(),
    ...(onStep && { onStep }),
  });
  return { executor, engine };
}

const containerTask: Partial<TaskSubmission> = {
  container: { profile: "strict", pull: "never", baseImage: testImage },
};

export async function createDockerHarness(
  processEnv: NodeJS.ProcessEnv = process.env,
): Promise<DockerHarness> {
  const root = await mkdtemp(join(tmpdir(), "mlx-docker-"));
  const installation = randomUUID();
  const artifacts = createFolderArtifactStore(join(root, "artifacts"));
  const place = { root, installation, processEnv };
  const observer = fileURLToPath(new URL("./docker-observer.ts", import.meta.url));
  const { executor, engine } = openDocker(place);
  return {
    root,
    installation,
    engine,
    artifacts,
    executor,
    reopen: () => openDocker(place).executor,
    addSource: artifacts.add,
    taskDefaults: containerTask,
    remains: "gone",
    makeFolder: () => mkdtemp(join(root, "data-")),
    stateFolders: [join(root, "runs")],
    observer: [process.execPath, observer, root, installation],
    close: async () => {
      for (const handle of await executor.list()) await executor.cleanup(handle);
      await rm(root, { recursive: true, force: true });
    },
  };
}
