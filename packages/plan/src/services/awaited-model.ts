import { assertNever, type ModelSelector } from "@mlx/core";

/** What has to be there before a selector means a version of `model`: `a first model of experiment/x-training`. */
export function awaitedModel(model: string, selector: ModelSelector): string {
  switch (selector.type) {
    case "latest":
      return selector.experiment === undefined
        ? `a first version of model/${model}`
        : `a first model of ${selector.experiment}`;
    case "best":
      return `a version of model/${model} that measured ${selector.metric}`;
    case "alias":
      return `a version of model/${model} that bears @${selector.alias}`;
    case "version":
      return `model/${model}@v${selector.version}`;
    case "run":
      return `the model of run ${selector.runId.slice(0, 8)}`;
    default:
      return assertNever(selector);
  }
}
