import { Argument, CommanderError, InvalidArgumentError, Option, Command as Parser } from "commander";
import { commandList } from "./command-list.ts";
import type { Command, FlagDefinition, Flags, RawInput } from "./define-command.ts";
import { usageInvalid } from "./errors.ts";
import { type GlobalFlags, globalFlags } from "./global-flags.ts";
import { kebab, renderCommandHelp, renderGroupHelp, renderProgramHelp, usageOf } from "./help.ts";

export type Invocation =
  | {
      readonly type: "command";
      readonly command: Command;
      readonly input: RawInput;
      readonly global: GlobalFlags;
    }
  | { readonly type: "help"; readonly text: string };

/**
 * The command that the words ask for, its input and the global flags. Only that command's module is
 * loaded. Unknown flags, unknown commands and surplus arguments are refused. Failure: 8100.
 */
export async function parseCommandLine(words: readonly string[]): Promise<Invocation> {
  const usage = { usage: "mlx COMMAND [ARGUMENTS] [FLAGS]", help: "mlx --help" };
  const program = createParser(
    "mlx",
    {},
    commandList.map(({ name }) => name),
  );
  program.option("-V, --version");
  const { operands, unknown } = tryToParse(usage, () => program.parseOptions([...words]));
  const name = operands[0] ?? (program.opts().version === true ? "version" : undefined);
  const listed = commandList.find((entry) => entry.name === name);
  if (listed === undefined) {
    const [first] = [...operands, ...unknown];
    if (first === undefined || isHelp(first)) return { type: "help", text: renderProgramHelp() };
    return tryToParse(usage, () => refuse(program, first));
  }
  const commands = await listed.load();
  const [command] = commands;
  if (commands.length === 1 && command !== undefined) return parseInput(command, unknown, [program]);
  const group = createParser(
    `mlx ${listed.name}`,
    {},
    commands.map((each) => lastWord(each.name)),
  );
  const groupUsage = { usage: `mlx ${listed.name} COMMAND`, help: `mlx ${listed.name} --help` };
  const inner = tryToParse(groupUsage, () => group.parseOptions(unknown));
  const [word] = inner.operands;
  const named = commands.find((each) => lastWord(each.name) === word);
  if (named !== undefined) return parseInput(named, inner.unknown, [program, group]);
  if (word !== undefined) return tryToParse(groupUsage, () => refuse(group, word));
  if (inner.unknown.some(isHelp)) return { type: "help", text: renderGroupHelp(listed, commands) };
  return command === undefined
    ? { type: "help", text: renderGroupHelp(listed, commands) }
    : parseInput(command, unknown, [program]);
}

function parseInput(command: Command, words: readonly string[], outer: readonly Parser[]): Invocation {
  const parser = createParser(`mlx ${command.name}`, command.flags, []);
  for (const [name, { required, variadic, choices }] of Object.entries(command.arguments)) {
    const word = `${name}${variadic ? "..." : ""}`;
    const argument = new Argument(required ? `<${word}>` : `[${word}]`);
    parser.addArgument(choices === undefined ? argument : argument.choices(choices));
  }
  parser.action(() => {});
  try {
    tryToParse({ usage: usageOf(command), help: `mlx ${command.name} --help` }, () =>
      parser.parse([...words], { from: "user" }),
    );
  } catch (error) {
    if (error === helpAsked) return { type: "help", text: renderCommandHelp(command) };
    throw error;
  }
  const names = Object.keys(command.arguments);
  const positional = Object.fromEntries(names.map((name, index) => [name, parser.processedArgs[index]]));
  return {
    type: "command",
    command,
    input: { ...positional, ...readFlags(parser, command.flags) },
    global: mergeGlobals([...outer, parser].map((each) => readFlags(each, globalFlags))),
  };
}

/** A parser of the flags given and the global ones, that throws instead of printing and exiting. */
function createParser(name: string, flags: Flags, subcommands: readonly string[]): Parser {
  const parser = new Parser(name)
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .allowExcessArguments(false)
    .helpCommand(false)
    .helpOption("-h, --help");
  for (const [key, flag] of [...Object.entries(globalFlags), ...Object.entries(flags)])
    parser.addOption(toOption(key, flag));
  if (subcommands.length > 0) parser.enablePositionalOptions();
  for (const subcommand of subcommands) parser.command(subcommand);
  return parser;
}

function toOption(key: string, flag: FlagDefinition): Option {
  const long = `--${kebab(key)}${flag.alias === undefined ? "" : `, --${flag.alias}`}`;
  const names = flag.short === undefined ? long : `-${flag.short}, ${long}`;
  if (flag.type === "boolean") {
    const plain = new Option(names);
    // `--no-auth` is a flag of its own, and does not take back an `--auth` before it.
    plain.negate = false;
    return plain;
  }
  const option = new Option(`${names} <${flag.value}>`);
  if (flag.type === "count") return option.argParser((word) => parseCount(word, flag));
  if (flag.type === "assignments") return option.argParser(addAssignment);
  const check = (word: string) => {
    if (flag.notEmpty === true && word.trim() === "")
      throw new InvalidArgumentError(`It is empty: leave ${names.split(", ").pop()} out for all.`);
    if (flag.choices !== undefined && !flag.choices.includes(word))
      throw new InvalidArgumentError(`Allowed: ${flag.choices.join(", ")}.`);
    return word;
  };
  return flag.type === "list"
    ? option.argParser((word: string, before: readonly string[] = []) => [...before, check(word)])
    : option.argParser(check);
}

const largestCount = 999_999_999;

function parseCount(
  word: string,
  { least = 0, most }: { readonly least?: number; readonly most?: number },
): number {
  if (!/^-?\d+$/.test(word)) throw new InvalidArgumentError("Give a whole number.");
  const number = Number(word);
  if (most !== undefined && (number < least || number > most))
    throw new InvalidArgumentError(`Give ${least} to ${most}.`);
  if (number < least) throw new InvalidArgumentError(`Give ${least} or more.`);
  if (number > largestCount) throw new InvalidArgumentError(`Give ${largestCount} or less.`);
  return number;
}

/** The last of a name wins. */
function addAssignment(word: string, before: Readonly<Record<string, string>> = {}) {
  const at = word.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("Give it as NAME=VALUE.");
  return { ...before, [word.slice(0, at)]: word.slice(at + 1) };
}

/** The flags' values by key: false and empty lists where they are absent. */
function readFlags(parser: Parser, flags: Flags): RawInput {
  const values = parser.opts();
  return Object.fromEntries(
    Object.entries(flags).map(([key, flag]) => {
      const value: unknown = values[toOption(key, flag).attributeName()];
      if (flag.type === "boolean") return [key, value === true];
      if (flag.type === "assignments") return [key, value ?? {}];
      return [key, flag.type === "list" ? (value ?? []) : value];
    }),
  );
}

/** Global flags may stand before and after the command's name: lists add up, else the last one counts. */
function mergeGlobals(layers: readonly RawInput[]): GlobalFlags {
  const merged: Record<string, unknown> = {};
  for (const layer of layers)
    for (const [key, value] of Object.entries(layer)) {
      const before = merged[key];
      if (Array.isArray(value)) merged[key] = [...(Array.isArray(before) ? before : []), ...value];
      else if (typeof value === "object") merged[key] = Object.assign({}, before, value);
      else merged[key] = typeof value === "boolean" ? value || before === true : (value ?? before);
    }
  // Made by `readFlags` from the definitions that the type is inferred from.
  return merged as GlobalFlags;
}

const helpAsked = Symbol("help");

/** Runs a parser; what it refuses becomes failure 8100, and a request for help is thrown as `helpAsked`. */
function tryToParse<T>(
  { usage, help }: { readonly usage: string; readonly help: string },
  parse: () => T,
): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.helpDisplayed" || error.code === "commander.help") throw helpAsked;
    const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
    const hint = /Did you mean (.+?)\?/.exec(rest.join(" "))?.[1];
    const summary = first
      .replace(/'([^']*)'/g, "`$1`")
      .replace(/\. Expected (\d+).* but got \d+: (.*?)\.?$/, (_, expected: string, given: string) => {
        const surplus = given.split(", ").slice(Number(expected));
        return `: ${surplus.map((word) => `\`${word}\``).join(", ")}`;
      });
    throw usageInvalid(
      hint === undefined ? summary : `${summary}; did you mean \`${hint.replace(/^one of /, "")}\`?`,
      usage,
      help,
    );
  }
}

/** Lets the parser say what is wrong with a word, with the nearest that it knows. */
function refuse(parser: Parser, word: string): never {
  parser.parse([word], { from: "user" });
  throw new CommanderError(1, "mlx.unknown", `error: unknown command '${word}'`);
}

function isHelp(word: string): boolean {
  return word === "--help" || word === "-h";
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(" ") + 1);
}
