import { assertNever, type ModelSelector, type ModelStore, type ModelVersion } from "@mlx/core";

/**
 * The version of a model that a selector means now; `undefined` while there is none. Only READY versions
 * are ever meant.
 */
export async function resolveSelector(
  models: ModelStore,
  model: string,
  selector: ModelSelector,
): Promise<ModelVersion | undefined> {
  switch (selector.type) {
    case "latest": {
      const { experiment } = selector;
      const own = experiment === undefined ? undefined : await models.latestOf(experiment);
      return own ?? (await models.latest(model));
    }
    case "best":
      return models.best(model, selector.metric, selector.goal);
    case "alias":
      return ready(await models.byAlias(model, selector.alias));
    case "version":
      return ready(await models.get(model, selector.version));
    case "run":
      return models.ofRun(selector.runId);
    default:
      return assertNever(selector);
  }
}

function ready(version: ModelVersion | undefined): ModelVersion | undefined {
  return version?.status === "READY" ? version : undefined;
}

/** A selector as a configuration has it: `latest`, `best(RMSE, min)`, `@champion`, `v12`. */
export function formatSelector(selector: ModelSelector): string {
  switch (selector.type) {
    case "latest":
      return "latest";
    case "best":
      return `best(${selector.metric}, ${selector.goal})`;
    case "alias":
      return `@${selector.alias}`;
    case "version":
      return `v${selector.version}`;
    case "run":
      return `of run ${selector.runId.slice(0, 8)}`;
    default:
      return assertNever(selector);
  }
}
