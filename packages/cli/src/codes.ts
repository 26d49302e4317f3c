import type { CodeEntry } from "@mlx/core";

/** The codes of the command line: 8100 to 8199. */
export const cliCodes: readonly CodeEntry[] = [
  {
    code: "MLX8100",
    title: "The command line was not understood",
    explanation:
      "A command, a flag or an argument is unknown, missing, or one too many. Nothing was done. `mlx COMMAND --help` lists what a command takes, with examples.",
  },
  {
    code: "MLX8101",
    title: "Approval is needed, and there is no terminal",
    explanation: `\`mlx apply\` and \`mlx destroy\` show what they would do and ask. In a pipeline, where nobody can be asked, give the
answer beforehand:

    mlx plan --out plan.json      # review it
    mlx apply plan.json --yes     # exactly that plan, or nothing`,
  },
  {
    code: "MLX8102",
    title: "The changes were not approved",
    explanation: "The question was answered with no. Nothing was changed.",
  },
  {
    code: "MLX8104",
    title: "The followed run failed",
    explanation:
      "The run ended without success. Its reason stands in the message; `mlx logs RUN` shows the program's own words. What was applied stays applied.",
  },
  {
    code: "MLX8105",
    title: "The followed run was cancelled",
    explanation: "Somebody stopped the run, here or by `mlx cancel`. What it logged and measured is kept.",
  },
  {
    code: "MLX8107",
    title: "A file is not in canonical layout",
    explanation: "`mlx fmt --check` changes nothing and fails where `mlx fmt` would rewrite a file.",
  },
  {
    code: "MLX8108",
    title: "There is no such code",
    explanation: "Codes are written `MLX` and four digits. `mlx explain` lists them all.",
  },
  {
    code: "MLX8109",
    title: "A check of the surroundings found a problem",
    explanation:
      "`mlx doctor` lists what is missing on this machine or in this project, each with its remedy. `mlx doctor image` says why nothing can be told of an image.",
  },
  {
    code: "MLX8110",
    title: "It is not said which runs are meant",
    explanation: `\`mlx cancel\`, \`mlx runs retry\` and \`mlx runs rerun\` take runs by their ids, or filters that select them:
\`--state\`, \`--experiment\`, \`--instance\`, \`--task\`, \`--trigger\`, \`--since\`, \`--until\`, \`--backfill\`, \`--filter\`. One of the two has to be given, and
not both. \`--dry-run\` only says which runs it would be.`,
  },
  {
    code: "MLX8111",
    title: "It could not be done to all runs",
    explanation:
      "Each run was looked at by itself, and what could be done was done. Those that were refused are listed with the reason: a run that succeeded is not tried again but run anew, one that is under way is cancelled first.",
  },
  {
    code: "MLX8112",
    title: "The test did not arrive",
    explanation: `\`mlx notifications test\` sends one message at once. The receiver refused it, could not be reached, or did not answer in
time; the message says which. Private addresses are refused unless the webhook has \`allowPrivate: true\`.`,
  },
];
