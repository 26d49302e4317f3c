/** What a container runs for a task. */
import type { ArtifactStore, TaskSubmission } from "@mlx/core";
import { InternalError } from "@mlx/core";
import type { Variables } from "../../contract/contract-variables.ts";
import { findProgram, resolveProgram } from "../../contract/find-program.ts";
import { programOf } from "../../contract/program-of.ts";
import { checkSparkTask } from "../../spark/check-spark-task.ts";
import { contractFolder } from "./container-mounts.ts";
import type { SparkTaskPlace } from "./spark-task-command.ts";
import { isSparkTask, sparkPlace, sparkTaskCommand } from "./spark-task-command.ts";
import { splitWords } from "./split-words.ts";

export interface TaskCommand {
  /** In place of the image's `ENTRYPOINT`, which is kept where it is absent. */
  readonly entrypoint?: readonly string[];
  /** What the entry point gets. */
  readonly words: readonly string[];
  /** Absent: the image's. */
  readonly workingFolder?: string;
  /** What the program needs to know besides; a recipe's own of the same name count instead. */
  readonly variables: Variables;
  /** What it needs to find in `input/config`: name to content. */
  readonly files: Readonly<Record<string, string>>;
}

const codeFolder = `${contractFolder}/code`;

/**
 * Recipes with `image` or `build` get the task's name, as `docker run IMAGE train` does; recipes with
 * `source` run their program in `/opt/ml/code`. The recipe's `command`, else the specification's `cmd`,
 * takes the place of either. Fails: 4011, and for Spark 4042, 4043.
 */
export async function taskCommand(
  submission: TaskSubmission,
  {
    artifacts,
    ...place
  }: SparkTaskPlace & { readonly artifacts: Pick<ArtifactStore, "readFile" | "readManifest"> },
): Promise<TaskCommand> {
  const { origin, container } = submission;
  // A source brings its own program: the entry point of its base image is not meant for it.
  const entrypoint = container?.entrypoint ?? ("source" in origin ? [] : undefined);
  const words = await findWords(submission, artifacts, place);
  return {
    ...(entrypoint && { entrypoint }),
    ...("source" in origin ? { workingFolder: codeFolder } : {}),
    ...(isSparkTask(submission)
      ? sparkTaskCommand(submission, words, place)
      : { words, variables: {}, files: {} }),
  };
}

async function findWords(
  submission: TaskSubmission,
  artifacts: Pick<ArtifactStore, "readFile" | "readManifest">,
  place: SparkTaskPlace,
): Promise<readonly [string, ...string[]]> {
  const { origin, source } = submission;
  const command = writtenCommand(submission);
  if (!("source" in origin)) return command ?? [programOf(submission)];
  if (source === undefined) throw new InternalError(`${submission.recipe} has no snapshot of its source`);
  const manifest = await artifacts.readManifest(source);
  const program = findProgram(command === undefined ? submission : { ...submission, command }, manifest);
  if (isSparkTask(submission)) {
    const words = resolveProgram(program, { python: "python3", code: "." });
    await checkSparkTask(submission, words, { artifacts, manifest, place: sparkPlace(submission, place) });
  }
  return resolveProgram(program, { python: "python3", code: codeFolder });
}

function writtenCommand({
  command,
  specification,
}: TaskSubmission): readonly [string, ...string[]] | undefined {
  const cmd = typeof specification?.cmd === "string" ? splitWords(specification.cmd) : [];
  const [first, ...rest] = command !== undefined && command.length > 0 ? command : cmd;
  return first === undefined ? undefined : [first, ...rest];
}
