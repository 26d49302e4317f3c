import type { ReplicaSubmission, TaskSubmission } from "@mlx/core";

/** A replica as a task, so that it finds all that a task does, in the same places. */
export function replicaTask(submission: ReplicaSubmission): TaskSubmission {
  const { id, service: _, startTimeoutSeconds: __, ...same } = submission;
  return {
    ...same,
    runId: id,
    attempt: 1,
    task: "score",
    program: "serve",
    trigger: "manual",
    inputs: {},
    outputChannels: [],
    timeoutSeconds: farAway,
    stopGraceSeconds: 30,
  };
}

/** A replica has no deadline. */
const farAway = 365 * 24 * 3600;

/** What a replica is told besides, or is not told: it belongs to no run. */
export function serveVariables(
  variables: Readonly<Record<string, string>>,
  { service, host, port }: { readonly service: string; readonly host: string; readonly port: number },
): Readonly<Record<string, string>> {
  const { MLX_DEADLINE: _, MLX_TRIGGER: __, TRAINING_JOB_ARN: ___, ...kept } = variables;
  const text = port.toString();
  return {
    ...{ ...kept, MLX_SERVICE: service, MLX_SERVE_HOST: host },
    ...{ MLX_SERVE_PORT: text, SAGEMAKER_BIND_TO_PORT: text, PORT: text },
  };
}
