import { defineCommand } from "../define-command.ts";
import { renderLock } from "../views/lock.ts";

export const lock = defineCommand({
  name: "lock",
  description:
    "Pins the images of the configuration: writes into mlx.lock which digest each name stands for, and applies nothing. What is pinned already stays, unless --upgrade asks what the registries say now. The file belongs into git.",
  examples: [
    ["lock", "pin what is not pinned yet"],
    ["lock --upgrade", "move all pins to what the registries say now"],
    ["lock --upgrade ghcr.io/acme/retail:1.4", "move only this one"],
  ],
  arguments: {
    images: {
      summary: "only these images, as the configuration names them (all unless given)",
      variadic: true,
    },
  },
  flags: {
    upgrade: { type: "boolean", summary: "move pins to what the registries say now" },
  },
  exits: ["configurationInvalid"],
  run: ({ images, upgrade }, context) =>
    context.withProject(({ app, project }) => app.lockImages(project, { upgrade, images })),
  views: {
    human: renderLock,
    json: (images) => ({ kind: "lock", images }),
  },
});
