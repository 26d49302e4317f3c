import { describeToken } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { toPlainText } from "../views/layout.ts";

export const tokenRevoke = defineCommand({
  name: "token revoke",
  description:
    "Revokes a token, and those that were made with it over the API: from now on they are let in nowhere, also where a server runs. What it did, and what it is working on, stays. A revoked token cannot be brought back.",
  examples: [["token revoke 3f2a91c0", "by the first characters of its id"]],
  arguments: { id: { summary: "of the token, or its first characters", required: true } },
  flags: {},
  exits: [],
  run: ({ id }, context) => context.withProject(({ app, project }) => app.revokeToken(project, id)),
  views: {
    human: ({ id, user }) => `Token ${id} of ${toPlainText(user)} is revoked.`,
    json: (token) => ({ kind: "token", ...describeToken(token) }),
  },
});
