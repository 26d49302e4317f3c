import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReplicaHost } from "@mlx/core";
import { connectEngine } from "../src/docker/engine/connect-engine.ts";
import { createImages } from "../src/docker/images/create-images.ts";
import { createDockerReplicaHost, createProcessReplicaHost } from "../src/index.ts";
import type { ReplicaHostHarness } from "../src/testing.ts";
import { createFolderArtifactStore } from "./folder-artifact-store.ts";
import { systemClock } from "./process-harness.ts";

interface Place {
  readonly root: string;
  readonly installation: string;
}

export function openReplicaHost(name: string, { root, installation }: Place): ReplicaHost {
  const artifacts = createFolderArtifactStore(join(root, "artifacts"));
  const shared = { stateFolder: root, artifacts, clock: systemClock, processEnv: process.env };
  if (name === "process")
    return createProcessReplicaHost({ ...shared, environmentsFolder: join(root, "environments") });
  const home = homedir();
  const engine = connectEngine({ processEnv: process.env, home });
  const settings = { build: { args: {} } };
  const images = createImages({ engine, artifacts, processEnv: process.env, home, settings });
  return createDockerReplicaHost({ ...shared, engine, images, installation, home, temporary: tmpdir() });
}

export async function createReplicaHarness(
  name: "process" | "docker",
  defaults: ReplicaHostHarness["defaults"] = {},
): Promise<ReplicaHostHarness & Place> {
  const root = await mkdtemp(join(tmpdir(), "mlx-serving-"));
  const installation = randomUUID();
  const daemon = fileURLToPath(new URL("./replica-daemon.ts", import.meta.url));
  return {
    root,
    installation,
    host: openReplicaHost(name, { root, installation }),
    stateFolder: root,
    addSource: createFolderArtifactStore(join(root, "artifacts")).add,
    defaults,
    daemon: [process.execPath, daemon, name, root, installation],
    startAndKill: async ([command, ...args], submission) => {
      const child = spawn(command, [...args, JSON.stringify(submission)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [printed]: Buffer[] = await once(child.stdout, "data");
      child.kill("SIGKILL");
      await once(child, "exit");
      return (printed ?? "").toString().trim();
    },
    close: async () => {
      if (name === "docker") spawnSync("docker", ["network", "rm", `mlx-serve-${installation.slice(0, 8)}`]);
      await rm(root, { recursive: true, force: true });
    },
  };
}
