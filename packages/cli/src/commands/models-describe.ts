import { formatModelVersion } from "@mlx/core";
import { describeVersion } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { usageInvalid } from "../errors.ts";
import { renderFacts } from "../views/facts.ts";
import { toPlainText } from "../views/layout.ts";

export const modelsDescribe = defineCommand({
  name: "models describe",
  description: "Changes the description and the tags of a model version; all else of it never changes.",
  examples: [
    [
      "models describe retail-default@v3 --description 'with the holidays' --tag stage=pilot",
      "say what it is",
    ],
    ["models describe retail-default@v3 --untag stage", "remove a tag"],
  ],
  arguments: {
    ref: { required: true, summary: "NAME, NAME@v3 or NAME@ALIAS", completes: "model" },
  },
  flags: {
    description: { type: "string", value: "TEXT", summary: "instead of the one it has; empty removes it" },
    tag: { type: "assignments", value: "NAME=VALUE", summary: "set a tag; repeatable" },
    untag: { type: "list", value: "NAME", summary: "remove a tag; repeatable" },
  },
  exits: [],
  run: async ({ ref, description, tag, untag }, context) => {
    if (description === undefined && Object.keys(tag).length === 0 && untag.length === 0) {
      const failure = usageInvalid(
        "nothing is to be changed",
        "mlx models describe NAME@v3 --description TEXT",
        "mlx models describe --help",
      );
      return { ok: false, failure };
    }
    return context.withProject(({ app, project }) =>
      app.describeModel(project, {
        ...{ ref, tags: tag, untag },
        ...(description === undefined ? {} : { description }),
      }),
    );
  },
  views: {
    human: (version, { colours }) =>
      [
        formatModelVersion(version),
        ...renderFacts(
          [
            ["description", toPlainText(version.description ?? "")],
            [
              "tags",
              Object.entries(version.tags)
                .map(([name, value]) => `${name}=${toPlainText(value)}`)
                .join(", "),
            ],
          ],
          colours,
        ),
      ].join("\n"),
    json: (version) => ({ kind: "model-version", ...describeVersion(version) }),
  },
});
