/** A process executor whose environments are kept between tests, since PySpark is 450 MB. */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Executor, TaskSubmission } from "@mlx/core";
import { createProcessExecutor, supervisorEntry } from "../src/index.ts";
import { pythonTask } from "../src/testing/conformance-tasks.ts";
import type { FolderArtifactStore } from "./folder-artifact-store.ts";
import { createFolderArtifactStore } from "./folder-artifact-store.ts";
import { systemClock } from "./process-harness.ts";

export const requirements = "pyspark==4.*\npandas<3\n";

/**
 * Why tests with a real Spark are left out here; `undefined` where they run. They need Java 17 with
 * its compiler, and Python with a way to install packages.
 */
export const whyNoSpark: string | undefined = findWhy();

function findWhy(): string | undefined {
  const { MLX_TEST_SPARK, MLX_TEST_ENVIRONMENTS } = process.env;
  if (MLX_TEST_SPARK === "required") return undefined;
  if (MLX_TEST_SPARK === undefined && MLX_TEST_ENVIRONMENTS === undefined)
    return "MLX_TEST_SPARK=1 lets them install PySpark (450 MB)";
  try {
    execFileSync("javac", ["-version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "there is no javac; `apt install default-jdk-headless`";
  }
}

export interface SparkHarness {
  readonly root: string;
  readonly executor: Executor;
  readonly artifacts: FolderArtifactStore;
  task(
    files: { readonly [path: string]: string | Buffer },
    changes?: Partial<TaskSubmission>,
  ): Promise<TaskSubmission>;
  close(): Promise<void>;
}

export async function createSparkHarness(): Promise<SparkHarness> {
  // Nothing may mind a space.
  const root = await mkdtemp(join(tmpdir(), "mlx spark-"));
  const artifacts = createFolderArtifactStore(join(root, "artifacts"));
  const executor = createProcessExecutor({
    runsFolder: join(root, "runs"),
    environmentsFolder: process.env.MLX_TEST_ENVIRONMENTS ?? join(tmpdir(), "mlx-test-environments"),
    artifacts,
    clock: systemClock,
    supervisor: supervisorEntry,
    processEnv: process.env,
  });
  return {
    root,
    artifacts,
    executor,
    task: async (files, changes) => {
      const source = await artifacts.add({ "requirements.txt": requirements, ...files });
      const { command: _, ...task } = await pythonTask({ addSource: artifacts.add }, "");
      // Spark says hello after ten seconds on a quiet machine, and after minutes on a busy one.
      return { ...task, recipeType: "PySpark", source, timeoutSeconds: 600, ...changes };
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
}
