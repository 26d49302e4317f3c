import { defineCommand } from "../define-command.ts";

export const completion = defineCommand({
  name: "completion",
  description: "Prints a script that lets the shell complete commands, flags, addresses, runs and models.",
  examples: [
    ["completion bash >> ~/.bashrc", "bash"],
    ["completion zsh >> ~/.zshrc", "zsh"],
    ["completion fish > ~/.config/fish/completions/mlx.fish", "fish"],
    ["completion powershell >> $PROFILE", "PowerShell"],
  ],
  arguments: {
    shell: { required: true, choices: ["bash", "zsh", "fish", "powershell"], summary: "the shell" },
  },
  flags: {},
  exits: [],
  run: async ({ shell }) => {
    const { default: scripts } = await import("@bomb.sh/tab");
    return { ok: true, value: { shell, script: printedBy(() => scripts.setup("mlx", "mlx", shell)) } };
  },
  views: {
    human: ({ script }) => script,
    json: ({ shell, script }) => ({ kind: "completion", shell, script }),
  },
});

/** The library prints its scripts with `console.log` and has no other way to give them. */
function printedBy(print: () => void): string {
  const { log } = console;
  const lines: string[] = [];
  console.log = (line: string) => {
    lines.push(line);
  };
  try {
    print();
  } finally {
    console.log = log;
  }
  return lines.join("\n");
}
