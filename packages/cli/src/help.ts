/** The texts of `--help`. */
import { commandGroups, commandList, type ListedCommand } from "./command-list.ts";
import type { ArgumentDefinition, Command, FlagDefinition, Flags } from "./define-command.ts";
import { type Exit, exitCodes } from "./exit-codes.ts";
import { globalFlags } from "./global-flags.ts";
import { indent, wrap } from "./views/layout.ts";

const textWidth = 96;

/** All commands by group. */
export function renderProgramHelp(): string {
  const groups = Object.entries(commandGroups).map(([key, title]) =>
    section(
      title,
      commandList.filter(({ group }) => group === key).map(({ name, summary }) => [name, summary] as const),
    ),
  );
  return [
    "mlx: terraform plan/apply for machine learning",
    "Usage: mlx COMMAND [ARGUMENTS] [FLAGS]",
    ...groups,
    flagSection("Global flags", globalFlags),
    exitSection(Object.keys(exitCodes) as Exit[]),
    "`mlx COMMAND --help` explains one command, with examples.",
  ].join("\n\n");
}

/** One command: what it does, takes, and answers. */
export function renderCommandHelp(command: Command): string {
  const { description, examples, flags, exits } = command;
  const takes = Object.entries(command.arguments);
  return [
    wrap(description, textWidth).join("\n"),
    `Usage: ${usageOf(command)}`,
    ...(takes.length === 0
      ? []
      : [
          section(
            "Arguments",
            takes.map(([name, argument]) => [argumentName(name), describeChoices(argument)] as const),
          ),
        ]),
    ...(Object.keys(flags).length === 0 ? [] : [flagSection("Flags", flags)]),
    flagSection("Global flags", globalFlags),
    ["Examples", ...examples.flatMap(([line, does]) => [`  mlx ${line}`, `      ${does}`])].join("\n"),
    exitSection(["done", "error", ...exits]),
  ].join("\n\n");
}

/** A command of sub-commands. */
export function renderGroupHelp({ name, summary }: ListedCommand, commands: readonly Command[]): string {
  return [
    `mlx ${name}: ${summary}`,
    section(
      "Commands",
      commands.map(
        (command, index) =>
          [
            usageOf(command).replace(/^mlx /, ""),
            `${command.description}${index === 0 ? " (the default)" : ""}`,
          ] as const,
      ),
    ),
    `\`mlx ${name} COMMAND --help\` explains one of them.`,
  ].join("\n\n");
}

/** `mlx plan [FLAGS]`, `mlx models get REF DIR [FLAGS]`. */
export function usageOf(command: Command): string {
  const words = Object.entries(command.arguments).map(([name, { required, variadic }]) => {
    const word = `${argumentName(name)}${variadic ? "…" : ""}`;
    return required ? word : `[${word}]`;
  });
  return ["mlx", command.name, ...words, "[FLAGS]"].join(" ");
}

function argumentName(name: string): string {
  return kebab(name).toUpperCase();
}

/** `allowMassDelete` as `allow-mass-delete`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `-p, --parameter KEY=VALUE`, as in help. */
function flagWords(name: string, flag: FlagDefinition): string {
  const value = flag.type === "boolean" ? "" : ` ${flag.value}`;
  const names = [
    ...(flag.short === undefined ? [] : [`-${flag.short}`]),
    `--${kebab(name)}`,
    ...(flag.alias === undefined ? [] : [`--${flag.alias}`]),
  ];
  return `${flag.short === undefined ? "    " : ""}${names.join(", ")}${value}`;
}

function flagSection(title: string, flags: Flags): string {
  return section(
    title,
    Object.entries(flags).map(([name, flag]) => [flagWords(name, flag), describeChoices(flag)] as const),
  );
}

function describeChoices(taken: ArgumentDefinition | FlagDefinition): string {
  const choices = "choices" in taken ? taken.choices : undefined;
  return choices === undefined ? taken.summary : `${taken.summary}: ${choices.join(", ")}`;
}

function exitSection(exits: readonly Exit[]): string {
  return section(
    "Exit codes",
    exits.map((exit) => [String(exitCodes[exit].code), exitCodes[exit].meaning] as const),
  );
}

function section(title: string, rows: readonly (readonly [name: string, text: string])[]): string {
  const longest = Math.min(34, Math.max(0, ...rows.map(([name]) => name.length)));
  const lines = rows.flatMap(([name, text]) => {
    const [first = "", ...rest] = wrap(text, textWidth - longest - 4);
    const head =
      name.length > longest
        ? [`  ${name}`, `${" ".repeat(longest + 4)}${first}`]
        : [`  ${name.padEnd(longest)}  ${first}`];
    return [...head, ...indent(rest, " ".repeat(longest + 4))];
  });
  return [title, ...lines].join("\n");
}
