import { aliasPattern, type MetricGoal, type ModelSelector, metricGoal } from "@mlx/core";

/** `latest`, `best(RMSE)`, `best(churn, max)`, `@champion`, `v12`; else what is wrong with the text. */
export function parseModelSelector(
  text: string,
): { readonly selector: ModelSelector } | { readonly problem: string; readonly detail?: string } {
  const written = text.trim();
  if (written === "latest" || written === "@latest") return { selector: { type: "latest" } };
  const [, version] = /^@?v([1-9]\d*)$/.exec(written) ?? [];
  if (version !== undefined && Number.isSafeInteger(Number(version)))
    return { selector: { type: "version", version: Number(version) } };
  const [, metric, goal] = /^best\(\s*([^,()]+?)\s*(?:,\s*(\w+)\s*)?\)$/.exec(written) ?? [];
  if (metric !== undefined) return parseBest(metric, goal);
  const [, alias] = /^@(.+)$/.exec(written) ?? [];
  if (alias !== undefined) {
    if (aliasPattern.test(alias)) return { selector: { type: "alias", alias } };
    return {
      problem: `\`${alias}\` cannot be an alias.`,
      detail:
        "An alias is a lower-case letter, then up to 62 lower-case letters, digits, underscores and dashes.",
    };
  }
  return {
    problem: `\`${written}\` names no version of a model.`,
    detail: aliasPattern.test(written)
      ? `An alias begins with @: \`"@${written}"\`. Else it is \`latest\`, \`best(METRIC)\` or a version such as \`v12\`.`
      : 'It is `latest`, `best(METRIC)`, `best(METRIC, min)`, an alias such as `"@champion"`, or a version such as `v12`.',
  };
}

function parseBest(metric: string, written: string | undefined): ReturnType<typeof parseModelSelector> {
  const goal = written === undefined ? metricGoal(metric) : goalOf(written);
  if (goal !== undefined) return { selector: { type: "best", metric, goal } };
  return {
    problem:
      written === undefined
        ? `Whether less or more of \`${metric}\` is better is not known.`
        : `\`${written}\` is neither \`min\` nor \`max\`.`,
    detail: `Write \`best(${metric}, min)\` if less is better, and \`best(${metric}, max)\` if more is.`,
  };
}

function goalOf(text: string): MetricGoal | undefined {
  return text === "min" || text === "max" ? text : undefined;
}
