/** Failures of models: 8565 to 8568. */
import { MlxError } from "@mlx/core";

export function otherVersion(wanted: string, etag: string): MlxError {
  return new MlxError({
    code: "MLX8565",
    summary: "the model was changed meanwhile",
    detail: `If-Match names ${JSON.stringify(wanted.slice(0, 80))}, and it is ${etag} by now. Nothing was changed.`,
    next: ["get it again, change that, and send it back"],
  });
}

export function noArtifact(): MlxError {
  return new MlxError({
    code: "MLX8566",
    summary: "modelArtifact: the model's file is missing",
    detail:
      "A model is sent as multipart/form-data: its JSON as the part `model`, its file as `modelArtifact`.",
  });
}
