/** The software that a recipe with a source folder runs with, by its type. */
import { join } from "node:path";
import type { ArtifactStore, Digest, EnvironmentLock, TaskSubmission } from "@mlx/core";
import { digestOfJson } from "@mlx/core";
import { findProgram } from "../contract/find-program.ts";
import { notRunHere } from "../errors.ts";
import type { Python } from "../python/find-python.ts";
import { findPython } from "../python/find-python.ts";
import { packageManagerEnvironment } from "../python/package-manager-environment.ts";
import type { PythonEnvironment } from "../python/prepare-python.ts";
import { preparePython } from "../python/prepare-python.ts";
import type { Requirements } from "../python/read-requirements.ts";
import { readRequirements } from "../python/read-requirements.ts";
import { findRscript } from "../r/find-rscript.ts";
import type { Java } from "../spark/find-java.ts";
import { findJava } from "../spark/find-java.ts";
import type { Spark } from "../spark/find-spark.ts";
import { findSpark } from "../spark/find-spark.ts";

export interface Software {
  readonly lock: EnvironmentLock;
  /** `bin` of the Python environment; absent where there is none. */
  readonly bin?: string;
  readonly spark?: { readonly spark: Spark; readonly java: Java };
}

export interface SoftwareOptions {
  readonly environmentsFolder: string;
  readonly artifacts: ArtifactStore;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
}

interface Progress {
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

type PrepareSoftware = (task: TaskSubmission, progress: Progress) => Promise<Software>;

/** Fails: 4001, 4002, 4003, 4004, 4010, 4011, 4012, 4040, 4041, 4044. */
export function createSoftware({
  environmentsFolder,
  artifacts,
  processEnv,
}: SoftwareOptions): PrepareSoftware {
  let python: Python | undefined;

  async function makeEnvironment(
    { packages }: Pick<TaskSubmission, "packages">,
    requirements: Requirements | undefined,
    { signal, onProgress }: Progress,
  ): Promise<PythonEnvironment> {
    const env = packageManagerEnvironment(processEnv);
    python ??= await findPython(processEnv.MLX_PYTHON, env, signal);
    return preparePython(environmentsFolder, {
      ...{ python, requirements, packages, env, signal, onProgress },
    });
  }

  return async function prepareSoftware(task, progress) {
    const source = sourceOf(task);
    const { recipe, recipeType } = task;
    findProgram(task, await artifacts.readManifest(source));
    const env = taskLookup(task, processEnv);
    if (recipeType === "R") {
      const { version } = await findRscript(recipe, env.PATH ?? "", progress.signal);
      return { lock: { runtime: `R ${version}`, digest: digestOfJson([]), packages: [] } };
    }
    const requirements = await readRequirements(artifacts, source);
    // A jar needs no Python, unless that is what brings Spark.
    const isJar = recipeType === "Spark" && requirements === undefined;
    const environment = isJar ? undefined : await makeEnvironment(task, requirements, progress);
    const made = environment && { bin: join(environment.folder, "bin"), lock: environment.lock };
    if (recipeType !== "PySpark" && recipeType !== "Spark" && made !== undefined) return made;
    const spark = await findSpark(recipe, {
      own: task.env.SPARK_HOME,
      ...(environment && { environment: environment.folder }),
      env,
    });
    const java = await findJava(spark, env);
    const packages = made?.lock.packages ?? [];
    const runtimes = [
      ...(made === undefined ? [] : [made.lock.runtime]),
      `spark ${spark.version}`,
      `java ${java.version}`,
    ];
    const lock = { runtime: runtimes.join(", "), digest: digestOfJson(packages), packages };
    return { ...made, lock, spark: { spark, java } };
  };
}

/** Where a task's programs are looked for: what its recipe sets counts before what mlx itself was given. */
function taskLookup(
  { env }: Pick<TaskSubmission, "env">,
  processEnv: SoftwareOptions["processEnv"],
): Readonly<Record<string, string | undefined>> {
  const { PATH = "/usr/local/bin:/usr/bin:/bin", SPARK_HOME, JAVA_HOME } = { ...processEnv, ...env };
  return { PATH, SPARK_HOME, JAVA_HOME };
}

/** Fails (4010) for what needs a container. */
export function sourceOf({ origin, recipe, source }: TaskSubmission): Digest {
  if ("source" in origin && source !== undefined) return source;
  throw notRunHere(`${recipe} with ${"image" in origin ? "`image`" : "`build`"}`);
}
