import { MlxError } from "@mlx/core";

export function replicaEnded(why: string, lastWords: readonly string[], log: string): MlxError {
  return new MlxError({
    code: "MLX4060",
    summary: `the serve program ended before it answered GET /ping: ${why}`,
    detail: [...lastWords, `Its output is in ${log}.`].join("\n"),
    next: [
      "mend the recipe's `serve` program, then apply; it is tried again by itself until then",
      "`mlx explain MLX4060` says what it is given and has to answer",
    ],
  });
}

export function replicaNotHealthy(seconds: number, lastWords: readonly string[], log: string): MlxError {
  return new MlxError({
    code: "MLX4061",
    summary: `the serve program did not answer GET /ping with 200 within ${seconds} s`,
    detail: [...lastWords, `It was stopped. Its output is in ${log}.`].join("\n"),
    next: [
      "let it listen on the address in `MLX_SERVE_HOST`, at the port in `MLX_SERVE_PORT`",
      "or give it more time: `startTimeout` in the service's `serve`",
    ],
  });
}

export function transformNotInContainers(recipe: string): MlxError {
  return new MlxError({
    code: "MLX4062",
    category: "run-failed",
    summary: `${recipe} runs in containers, where \`transform\` does not work yet`,
    detail: "Whatever posts the rows would have to run beside the image's own program. Nothing was started.",
    next: [
      "give the recipe a `score` program, and leave `transform` out of the instance's `score` task",
      "or, for a recipe with `source`, take `executor: process`",
    ],
  });
}
