import { assertNever, type ModelSelector, metricGoal } from "@mlx/core";

/** `undefined` where it is the newest, or where what was trained is told by itself. */
export function declareSelector(selector: ModelSelector): string | undefined {
  switch (selector.type) {
    case "latest":
      return selector.experiment === undefined ? "latest" : undefined;
    case "best": {
      const { metric, goal } = selector;
      return metricGoal(metric) === goal ? `best(${metric})` : `best(${metric}, ${goal})`;
    }
    case "alias":
      return `@${selector.alias}`;
    case "version":
      return `v${selector.version}`;
    case "run":
      return undefined;
    default:
      return assertNever(selector);
  }
}
