import { MlxError } from "@mlx/core";
import { commandList } from "../command-list.ts";
import { defineCommand } from "../define-command.ts";
import { parseCommandLine } from "../parse-command-line.ts";

export const help = defineCommand({
  name: "help",
  description: "Lists the commands, or explains one of them.",
  examples: [
    ["help", "all commands"],
    ["help models get", "one command"],
  ],
  arguments: {
    command: { summary: "the command's name", variadic: true },
  },
  flags: {},
  exits: [],
  run: async ({ command }) => {
    try {
      const invocation = await parseCommandLine([...command, "--help"]);
      return { ok: true, value: invocation.type === "help" ? invocation.text : "" };
    } catch (error) {
      if (error instanceof MlxError) return { ok: false, failure: error };
      throw error;
    }
  },
  views: {
    human: (text) => text,
    json: (text) => ({
      kind: "help",
      text,
      commands: commandList
        .filter(({ group }) => group !== undefined)
        .map(({ name, group, summary }) => ({ name, group, summary })),
    }),
  },
});
