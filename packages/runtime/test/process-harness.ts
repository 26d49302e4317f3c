import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Clock, Executor } from "@mlx/core";
import { createProcessExecutor, supervisorEntry } from "../src/index.ts";
import type { ExecutorHarness } from "../src/testing.ts";
import type { FolderArtifactStore } from "./folder-artifact-store.ts";
import { createFolderArtifactStore } from "./folder-artifact-store.ts";

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
  },
};

export interface ProcessHarness extends ExecutorHarness {
  readonly root: string;
  readonly artifacts: FolderArtifactStore;
}

/** The executor over the folders below `root`. */
export function openProcessExecutor(root: string, processEnv: NodeJS.ProcessEnv = process.env): Executor {
  return createProcessExecutor({
    runsFolder: join(root, "runs"),
    environmentsFolder: join(root, "environments"),
    artifacts: createFolderArtifactStore(join(root, "artifacts")),
    clock: systemClock,
    supervisor: supervisorEntry,
    processEnv,
  });
}

export async function createProcessHarness(): Promise<ProcessHarness> {
  const root = await mkdtemp(join(tmpdir(), "mlx-runtime-"));
  const artifacts = createFolderArtifactStore(join(root, "artifacts"));
  const observer = fileURLToPath(new URL("./process-observer.ts", import.meta.url));
  return {
    root,
    artifacts,
    executor: openProcessExecutor(root),
    reopen: () => openProcessExecutor(root),
    addSource: artifacts.add,
    remains: "stopped",
    makeFolder: () => mkdtemp(join(root, "data-")),
    stateFolders: [join(root, "runs"), join(root, "environments")],
    observer: [process.execPath, observer, root],
    close: () => rm(root, { recursive: true, force: true }),
  };
}
