/** What is started for a task: its own program, or Spark with it. */
import { mkdir } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { ArtifactStore, Machine, SparkPlace, TaskSubmission } from "@mlx/core";
import { specifiedLimits } from "../contract/contract-variables.ts";
import { findProgram, resolveProgram } from "../contract/find-program.ts";
import type { JobFolder } from "../job/job-folder.ts";
import { taskFolders } from "../job/job-folder.ts";
import { replaceFile } from "../job/write-file-once.ts";
import { planTransform } from "../serving/transform/plan-transform.ts";
import { checkSparkTask } from "../spark/check-spark-task.ts";
import { sparkCommand } from "../spark/spark-command.ts";
import type { Software } from "./prepare-software.ts";
import { sourceOf } from "./prepare-software.ts";
import type { ReadyProgram } from "./submit-job.ts";

type MakeReady = (folder: JobFolder) => Promise<ReadyProgram>;

/**
 * Says of a task what its program is, and returns what makes it ready once the work folder is there.
 * Fails: 4011, 4042, 4043.
 */
export function createProgram({
  artifacts,
  machine,
  transformDriver,
}: {
  readonly artifacts: ArtifactStore;
  readonly machine: Machine;
  /** The program that posts rows to a recipe's `serve`; none for what has no `transform`. */
  readonly transformDriver?: string;
}): (task: TaskSubmission, software: Software) => Promise<MakeReady> {
  return async function findReadyProgram(task, { bin, spark: found }) {
    const manifest = await artifacts.readManifest(sourceOf(task));
    const program = findProgram(task, manifest);
    const python = bin === undefined ? "python3" : join(bin, "python");
    const resolve = (folder: JobFolder) =>
      resolveProgram(program, { python, code: taskFolders(folder.ml).code });
    if (task.transform !== undefined && transformDriver !== undefined) {
      const { transform } = task;
      return async (folder) => {
        const words = await planTransform(task, folder, { transform, program: resolve(folder) });
        return { program: [process.execPath, transformDriver, ...words], variables: {} };
      };
    }
    if (found === undefined) return async (folder) => ({ program: resolve(folder), variables: {} });
    const place: SparkPlace = {
      executor: "process",
      recipeType: task.recipeType,
      ...machine,
      ...specifiedLimits(task),
    };
    const words = resolveProgram(program, { python, code: "." });
    await checkSparkTask(task, words, { artifacts, manifest, place });
    return async (folder) => {
      const folders = taskFolders(folder.ml);
      const { home } = found.spark;
      const command = sparkCommand(task, resolve(folder), {
        ...place,
        folders,
        eventLog: folder.sparkEvents,
        temporary: folder.scratch,
        submit: join(home, "bin", "spark-submit"),
        python,
      });
      await mkdir(folder.sparkEvents, { recursive: true });
      for (const [name, content] of Object.entries(command.files)) {
        await replaceFile(join(folders.inputConfig, name), content);
      }
      const user = userName();
      const variables = {
        ...command.variables,
        SPARK_HOME: home,
        ...(found.java.home === undefined ? {} : { JAVA_HOME: found.java.home }),
        ...(user === undefined ? {} : { SPARK_USER: user, HADOOP_USER_NAME: user }),
      };
      return { program: command.words, variables };
    };
  };
}

/** `undefined` for a user whose number has no name. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
