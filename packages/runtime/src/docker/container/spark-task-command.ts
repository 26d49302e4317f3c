/** How a container runs a recipe of type PySpark or Spark. */
import type { SparkPlace, TaskSubmission } from "@mlx/core";
import { taskFolders } from "../../job/job-folder.ts";
import { sparkCommand } from "../../spark/spark-command.ts";
import type { EngineInfo } from "../engine/connect-engine.ts";
import type { ImageConfig } from "../images/create-images.ts";
import type { ContainerLimits } from "./container-limits.ts";
import { contractFolder } from "./container-mounts.ts";
import type { TaskCommand } from "./task-command.ts";

/** Where Spark's event log lies inside a container. */
export const sparkEventsTarget = "/opt/ml/spark-events";

export interface SparkTaskPlace {
  readonly image: Pick<ImageConfig, "variables">;
  readonly engine: Pick<EngineInfo, "cpus">;
  readonly limits: ContainerLimits;
}

export function isSparkTask({ recipeType }: Pick<TaskSubmission, "recipeType">): boolean {
  return recipeType === "PySpark" || recipeType === "Spark";
}

/** What its options are made for. */
export function sparkPlace(
  { recipeType }: Pick<TaskSubmission, "recipeType">,
  { engine, limits }: Pick<SparkTaskPlace, "engine" | "limits">,
): SparkPlace & { readonly memoryInMB: number } {
  const cpus = Math.max(1, Math.floor(limits.cpus ?? engine.cpus));
  return { executor: "docker", recipeType, cpus, memoryInMB: limits.memoryInMB };
}

/** `words` is the recipe's program, or the task's name for the image's own. */
export function sparkTaskCommand(
  submission: TaskSubmission,
  words: readonly [string, ...string[]],
  place: SparkTaskPlace,
): Pick<TaskCommand, "words" | "variables" | "files"> {
  return sparkCommand(submission, words, {
    ...sparkPlace(submission, place),
    folders: taskFolders(contractFolder),
    eventLog: sparkEventsTarget,
    temporary: "/tmp",
    submit: findSubmit(submission, place.image),
    python: "python3",
  });
}

/** Images of Spark name its folder and have it on no PATH; where PySpark was installed it is the reverse. */
function findSubmit({ env }: TaskSubmission, { variables }: SparkTaskPlace["image"]): string {
  const prefix = "SPARK_HOME=";
  const home = env.SPARK_HOME ?? variables.find((it) => it.startsWith(prefix))?.slice(prefix.length);
  return home === undefined || home === "" ? "spark-submit" : `${home}/bin/spark-submit`;
}
