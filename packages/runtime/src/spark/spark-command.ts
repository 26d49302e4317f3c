import { join } from "node:path";
import type { SparkPlace, SparkSettings, TaskSubmission } from "@mlx/core";
import {
  isLocalMaster,
  isOnThisMachine,
  recordProperties,
  shellWords,
  sparkApplication,
  sparkSettings,
  sparkSubmitOptions,
} from "@mlx/core";
import type { Variables } from "../contract/contract-variables.ts";
import type { TaskFolders } from "../job/job-folder.ts";
import { codePacker, moduleLauncher } from "./python-launchers.ts";

/** Where the driver runs. All paths as the driver sees them. */
export interface SparkCommandPlace extends SparkPlace {
  readonly folders: TaskFolders;
  /** Where the event log is to lie. */
  readonly eventLog: string;
  /** A folder that code may be executed from. */
  readonly temporary: string;
  /** `spark-submit`: its path, or the name where it is on the PATH of the task. */
  readonly submit: string;
  readonly python: string;
}

export interface SparkCommand {
  /** They run in the code's folder. */
  readonly words: readonly [string, ...string[]];
  /** A recipe's own of the same name count instead. */
  readonly variables: Variables;
  /** What has to lie in `input/config`: name to content. */
  readonly files: Readonly<Record<string, string>>;
}

type Submission = Pick<TaskSubmission, "runId" | "instance" | "origin" | "parameters" | "specification">;

/**
 * What runs a recipe of type PySpark or Spark. `words` is the recipe's program: its command, or what
 * the convention finds in its source or image.
 */
export function sparkCommand(
  submission: Submission,
  words: readonly [string, ...string[]],
  place: SparkCommandPlace,
): SparkCommand {
  const { folders, temporary, python, submit } = place;
  const settings = sparkSettings(submission.specification, submission.parameters);
  const application = sparkApplication(words);
  const isPython =
    application.type === "module" || (application.type === "file" && application.file.endsWith(".py"));
  // Executors in the driver's own process see its folder.
  const isPacked = isPython && "source" in submission.origin && !isLocalMaster(settings);
  const archive = join(temporary, "mlx-code.zip");
  const options = sparkSubmitOptions(settings, place, {
    name: submission.instance,
    runId: submission.runId,
    eventLog: place.eventLog,
    temporary,
    ...(isPacked ? { pyFiles: [archive] } : {}),
  });
  const { args } = settings;
  const launcher = join(folders.inputConfig, moduleFile);
  const packer = [python, join(folders.inputConfig, packerFile), archive, folders.code];
  const submitted = (...rest: readonly string[]) => {
    return first([...(isPacked ? packer : []), submit, ...options, ...rest]);
  };
  const variables = sparkVariables(settings, place);
  const files = isPacked ? { [packerFile]: codePacker } : {};
  switch (application.type) {
    case "file":
      return { words: submitted(application.file, ...args, ...application.args), variables, files };
    case "module":
      return {
        words: submitted(launcher, application.module, ...args, ...application.args),
        variables,
        files: { ...files, [moduleFile]: moduleLauncher },
      };
    case "submit":
      return { words: submitted(...application.words, ...args), variables, files };
    default: {
      const [program, ...rest] = words;
      return {
        words: [/^python3?$/.test(program) ? python : program, ...rest, ...args],
        variables: { ...variables, ...ownProgramVariables(options, place) },
        files,
      };
    }
  }
}

const moduleFile = "spark-module.py";
const packerFile = "spark-code.py";

function first([word = "", ...rest]: readonly string[]): readonly [string, ...string[]] {
  return [word, ...rest];
}

/**
 * Executors on other machines may have no Python where this one has it: there the one that
 * `spark.pyspark.python` or the recipe's `env` names counts, else `python3`.
 */
function sparkVariables({ master }: SparkSettings, { python }: SparkCommandPlace): Variables {
  const here = isOnThisMachine(master);
  return {
    PYSPARK_DRIVER_PYTHON: python,
    ...(here ? { PYSPARK_PYTHON: python, SPARK_LOCAL_IP: "127.0.0.1" } : {}),
  };
}

/**
 * For a program that starts Spark itself: PySpark reads the second when it makes a session, and every
 * `spark-submit` the third. The first is for programs that know of mlx: a shell splits it into words.
 */
function ownProgramVariables(
  options: readonly string[],
  { eventLog, temporary }: SparkCommandPlace,
): Variables {
  const properties = { "java.io.tmpdir": temporary, ...recordProperties(eventLog) };
  return {
    MLX_SPARK_SUBMIT_OPTIONS: shellWords(options),
    PYSPARK_SUBMIT_ARGS: `${shellWords(options)} pyspark-shell`,
    SPARK_SUBMIT_OPTS: shellWords(Object.entries(properties).map(([name, value]) => `-D${name}=${value}`)),
  };
}
