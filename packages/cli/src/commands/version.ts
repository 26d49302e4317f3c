import { defineCommand } from "../define-command.ts";

export const version = defineCommand({
  name: "version",
  description: "Prints the version of mlx.",
  examples: [
    ["version", "mlx and the Node that it runs on"],
    ["version --json", "the same for a script"],
  ],
  arguments: {},
  flags: {},
  exits: [],
  run: async (_, { version: mlx }) => ({ ok: true, value: { mlx, node: process.versions.node } }),
  views: {
    human: ({ mlx, node }, { verbosity }) => (verbosity === "quiet" ? mlx : `mlx ${mlx} (Node ${node})`),
    json: (versions) => ({ kind: "version", ...versions }),
  },
});
