import type { FailureReason, MlxError, Run } from "@mlx/core";

const reasonByCode: Readonly<Record<string, FailureReason>> = {
  MLX3016: "START_FAILED",
  MLX3070: "INPUT_UNAVAILABLE",
  MLX3071: "INPUT_UNAVAILABLE",
  MLX3072: "ENVIRONMENT_FAILED",
  MLX4001: "ENVIRONMENT_FAILED",
  MLX4002: "ENVIRONMENT_FAILED",
  MLX4003: "ENVIRONMENT_FAILED",
  MLX4004: "ENVIRONMENT_FAILED",
  MLX4030: "ENGINE_UNAVAILABLE",
  MLX4032: "IMAGE_UNAVAILABLE",
  MLX4033: "IMAGE_UNAVAILABLE",
  MLX4034: "REGISTRY_UNAVAILABLE",
  MLX4035: "ENVIRONMENT_FAILED",
  MLX4036: "ENVIRONMENT_FAILED",
  MLX4038: "IMAGE_UNAVAILABLE",
  MLX4040: "ENVIRONMENT_FAILED",
  MLX4041: "ENVIRONMENT_FAILED",
  MLX4044: "ENVIRONMENT_FAILED",
  MLX6004: "INPUT_UNAVAILABLE",
  MLX6101: "INPUT_UNAVAILABLE",
  MLX6005: "INPUT_UNAVAILABLE",
  MLX6102: "INPUT_UNAVAILABLE",
  MLX6104: "INPUT_UNAVAILABLE",
  MLX6103: "INPUT_UNAVAILABLE",
  MLX6105: "INPUT_UNAVAILABLE",
  MLX6106: "INPUT_UNAVAILABLE",
  MLX6107: "INPUT_UNAVAILABLE",
  MLX6108: "INPUT_UNAVAILABLE",
  MLX6109: "INPUT_UNAVAILABLE",
};

/**
 * The reason of a run whose attempt could not be started for `failure`. An engine that is not there
 * when somebody starts a run by hand is told at once; later on it is a loss that is waited out.
 */
export function startFailureReason({ code }: MlxError, run: Pick<Run, "trigger" | "attempt">): FailureReason {
  const reason = reasonByCode[code] ?? "START_FAILED";
  const isFirst = (run.trigger === "manual" || run.trigger === "api") && run.attempt === 0;
  return reason === "ENGINE_UNAVAILABLE" && isFirst ? "START_FAILED" : reason;
}

/** The reason of a run whose program succeeded and whose outputs could not be taken over. */
export function publishFailureReason({ code }: MlxError): FailureReason {
  return ["MLX3017", "MLX3018", "MLX3023", "MLX6002"].includes(code) ? "OUTPUT_INVALID" : "PUBLISH_FAILED";
}

/** A failure as the message of a run: what, why, and what to do. */
export function failureMessage({ summary, detail, next }: MlxError): string {
  return [summary, ...(detail === undefined ? [] : [detail]), ...next].join("\n");
}
