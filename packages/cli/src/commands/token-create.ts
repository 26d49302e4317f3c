import { describeToken } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderNewToken } from "../views/tokens.ts";

export const tokenCreate = defineCommand({
  name: "token create",
  description:
    "Makes a token for the API of this project and environment, and prints it, once: only a hash of it is kept. What is done with it is done in the user's name, and written down. Without --org it is for the project's own organisation, without --sandbox for any of its sandboxes. The text alone goes to stdout, so that it can be put where it is needed.",
  examples: [
    ["token create jane@example.com", "for the project's own organisation, to read and to write"],
    ["token create dashboard --scope read --expires 90d", "that may only read, for 90 days"],
    ["token create acme --org ACME@AdobeOrg --sandbox dev", "for one sandbox of another organisation"],
    ["token create ci --description pipeline > token.txt", "into a file"],
  ],
  arguments: { user: { summary: "in whose name it acts", required: true } },
  flags: {
    scope: {
      type: "string",
      value: "SCOPE",
      choices: ["read", "write"],
      summary: "what it may do; write includes read (write)",
    },
    org: { type: "string", value: "ORG", summary: "only for this organisation (x-gw-ims-org-id)" },
    sandbox: { type: "string", value: "SANDBOX", summary: "only for this sandbox (x-sandbox-name)" },
    expires: { type: "string", value: "TIME", summary: "how long it is valid, e.g. 30d (for ever)" },
    description: { type: "string", value: "TEXT", summary: "what it is for" },
  },
  exits: [],
  run: ({ user, scope = "write", org, sandbox, expires, description }, context) =>
    context.withProject(async ({ app, project }) => {
      const ttl = expires === undefined ? undefined : app.parseTtl(expires);
      if (ttl?.ok === false) return ttl;
      const created = await app.createToken(project, {
        user,
        scope,
        ...(org === undefined ? {} : { org }),
        ...(sandbox === undefined ? {} : { sandbox }),
        ...(ttl === undefined ? {} : { ttlSeconds: ttl.value }),
        ...(description === undefined ? {} : { description }),
      });
      if (created.ok && !context.json)
        context.output.note(renderNewToken(created.value.token, context.notesView));
      return created;
    }),
  views: {
    human: ({ text }) => text,
    json: ({ token, text }) => ({ kind: "token", ...describeToken(token), text }),
  },
});
