import { describeToken } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderTokens } from "../views/tokens.ts";

export const tokenList = defineCommand({
  name: "token list",
  description:
    "Lists the tokens of this project and environment, oldest first, with the revoked and the expired: whose they are, what they may do and where, and when they were used last. Their texts are shown nowhere.",
  examples: [["token list", "all of them"]],
  arguments: {},
  flags: {},
  exits: [],
  run: (_, context) => context.withProject(({ app, project }) => app.listTokens(project)),
  views: {
    human: renderTokens,
    json: (tokens) => ({ kind: "tokens", tokens: tokens.map(describeToken) }),
  },
});
