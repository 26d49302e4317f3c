import type { FailureReason, MlxError } from "@mlx/core";

const reasonByCode: Readonly<Record<string, FailureReason>> = {
  MLX3016: "START_FAILED",
  MLX4001: "ENVIRONMENT_FAILED",
  MLX4002: "ENVIRONMENT_FAILED",
  MLX4003: "ENVIRONMENT_FAILED",
  MLX4004: "ENVIRONMENT_FAILED",
  MLX6004: "INPUT_UNAVAILABLE",
  MLX6101: "INPUT_UNAVAILABLE",
  MLX6005: "INPUT_UNAVAILABLE",
  MLX6102: "INPUT_UNAVAILABLE",
};

/** The reason of a run whose attempt could not be started for `failure`. */
export function startFailureReason({ code }: MlxError): FailureReason {
  return reasonByCode[code] ?? "START_FAILED";
}

/** The reason of a run whose program succeeded and whose outputs could not be taken over. */
export function publishFailureReason({ code }: MlxError): FailureReason {
  return ["MLX3017", "MLX3018", "MLX6002"].includes(code) ? "OUTPUT_INVALID" : "PUBLISH_FAILED";
}

/** A failure as the message of a run: what, why, and what to do. */
export function failureMessage({ summary, detail, next }: MlxError): string {
  return [summary, ...(detail === undefined ? [] : [detail]), ...next].join("\n");
}
