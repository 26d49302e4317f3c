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
    // The library prints the script on stdout itself.
    scripts.setup("mlx", "mlx", shell);
    return { ok: true, value: shell };
  },
  views: { human: () => "", json: () => undefined },
});
