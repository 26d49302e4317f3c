import type { CodeEntry } from "@mlx/core";

/** The codes of this package: 2101 to 2119, searching runs and models. */
export const searchCodes: readonly CodeEntry[] = [
  {
    code: "MLX2101",
    title: "The search is not understood",
    explanation: `A search is a condition, then \`order by\`, \`limit\` and \`offset\`, each of which may be left out:

    state = FAILED and metrics.RMSE < 90000 and (parameters.n_estimators in (100, 200) or task != train)
    order by metrics.RMSE desc limit 20

Conditions are joined with \`and\`, \`or\`, \`not\` and parentheses. Texts stand in single or double quotes, in which a quote
is written twice; names with other characters than letters, digits, \`_\`, \`-\` and \`/\` stand in backquotes:
\`metrics.\\\`val loss\\\`\`. In a shell, put the whole search into quotes.`,
  },
  {
    code: "MLX2102",
    title: "There is no such field",
    explanation: `Metrics, parameters and tags are written with their kind: \`metrics.RMSE\`, \`parameters.depth\`, \`tags.team\`. What
stands without one is an attribute, such as \`state\`, \`experiment\`, \`created\`; the message lists them.`,
  },
  {
    code: "MLX2103",
    title: "The field never has this value",
    explanation: `\`state\`, \`reason\`, \`task\`, \`trigger\` and, of a model version, \`status\` have one of a few values, which the message
lists. Upper and lower case are the same. MLflow's FINISHED, SCHEDULED and KILLED mean DONE, PENDING and ABORTED.`,
  },
  {
    code: "MLX2104",
    title: "The value or the comparison does not suit the field",
    explanation: `Metrics and numbers are compared with numbers, texts are also \`like\` a pattern (\`%\` for any characters, \`_\` for
one). Whether there is a value is asked by \`is null\` and \`is not null\`. \`limit\` and \`offset\` are whole numbers.`,
  },
  {
    code: "MLX2105",
    title: "This is not a time, or not a duration",
    explanation: `A time is a date (\`2026-03-01\`) or a time (\`2026-03-01T12:00Z\`), in UTC where it has no offset; or relative:
\`now - 7d\`, \`-24h\`; or milliseconds since 1970. A duration is \`90s\`, \`10m\`, \`1h30m\`, or a number of seconds. The units are
\`ms\`, \`s\`, \`m\`, \`h\`, \`d\` and \`w\`.`,
  },
  {
    code: "MLX2106",
    title: "The search is too long, asks too much, or is nested too deep",
    explanation: `A search has at most 200,000 characters, 200 conditions and fields to order by, and 100 parentheses (or \`not\`s)
inside each other. Lists of values belong into \`in (…)\`, however long they are; but the beginning of an id and a date
without a time count as a condition each.`,
  },
  {
    code: "MLX2107",
    title: "This cannot be searched for",
    explanation: `Some fields of MLflow have no counterpart: runs have no names, and files are found by content. The message says
what to use instead.`,
  },
];
