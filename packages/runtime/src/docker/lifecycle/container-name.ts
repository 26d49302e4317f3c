import type { JobKey } from "@mlx/core";

/** The same for every submission of a key, so that the engine refuses a second container. */
export function containerName(installation: string, { runId, attempt }: JobKey): string {
  return `mlx-${installation.slice(0, 8)}-${runId}-${attempt}`;
}

export const containerLabels = {
  installation: "mlx.installation",
  run: "mlx.run",
  attempt: "mlx.attempt",
  folder: "mlx.folder",
  task: "mlx.task",
  deadline: "mlx.deadline",
  spec: "mlx.spec",
} as const;
