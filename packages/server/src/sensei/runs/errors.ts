/** Failures of runs: 8560 to 8564. */
import { MlxError } from "@mlx/core";

/** What mlx says of a run that cannot be made, as an answer to a body: 422. */
export function runNotMade({ summary, detail, code }: MlxError): MlxError {
  return new MlxError({
    code: "MLX8560",
    summary: `the run cannot be made: ${summary}`,
    ...(detail === undefined ? {} : { detail: `${detail} (${code})` }),
  });
}

export function nothingTrained(experimentId: string, mode: string): MlxError {
  return new MlxError({
    code: "MLX8561",
    summary: `the experiment ${experimentId} has no successful train run, so there is no model to ${mode} with`,
    detail: "Nothing was started.",
    next: [
      `POST {"mode": "train"} to /data/sensei/experiments/${experimentId}/runs, and wait until its status is DONE`,
      "name another model by the parameter modelId",
    ],
  });
}
