import type { CodeEntry } from "@mlx/core";

/** The codes 8560 to 8579: runs, models and insights of the Sensei API. */
export const runCodes: readonly CodeEntry[] = [
  {
    code: "MLX8560",
    title: "A run cannot be made of this request",
    explanation: `Answered with 422. The body is well-formed, and what it asks for cannot be run: the instance has no such task, a
resource that takes part is disabled, a parameter is not of the type that is declared for it, no instance matches the
experiment's query, or there is no such model. The message says which, with a code of its own. Nothing was started.`,
  },
  {
    code: "MLX8561",
    title: "Scoring needs a training",
    explanation: `Answered with 422. A score run without a \`modelId\` loads the newest model that the experiment itself has trained, and
no train run of it has succeeded. Run a training, and wait until its status is DONE:

    POST /data/sensei/experiments/ID/runs   {"mode": "train"}
    GET  /data/sensei/experiments/ID/runs/RUN/status`,
  },
  {
    code: "MLX8565",
    title: "The model is not as the client knows it",
    explanation: `Answered with 412. \`If-Match\` names the \`ETag\` of the model as it was read; somebody has changed it since, or it
was published. Nothing was changed: get it again, change that, and send it back.`,
  },
  {
    code: "MLX8566",
    title: "A model without its file",
    explanation: `Answered with 422. A model is registered as \`multipart/form-data\` with two parts:

    curl -F 'model={"name": "churn", "originType": "offline"}' -F modelArtifact=@model.onnx URL/data/sensei/models`,
  },
];
