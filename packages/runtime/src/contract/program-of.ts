import type { ProgramName, TaskSubmission } from "@mlx/core";

/** Which of the recipe's programs answers for the task: rows that are posted are answered by its `serve`. */
export function programOf({
  task,
  program,
  transform,
}: Pick<TaskSubmission, "task" | "program" | "transform">): ProgramName {
  return transform === undefined ? (program ?? task) : "serve";
}
