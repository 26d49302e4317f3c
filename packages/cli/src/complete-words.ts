import { resolve } from "node:path";
import type { ListedCommand } from "./command-list.ts";
import type { Command, Completes, FlagDefinition, Flags } from "./define-command.ts";
import { globalFlags } from "./global-flags.ts";
import { kebab } from "./help.ts";

export interface Candidate {
  readonly word: string;
  readonly summary: string;
}

/** What is to be looked up outside the command line itself. */
export interface Wanted {
  readonly completes: Completes;
  /** From `-C`. */
  readonly directory?: string;
}

export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly wanted?: Wanted;
}

/** What the last of the words could go on as: commands, flags, choices, or something to be looked up. */
export async function completeWords(
  words: readonly string[],
  listed: readonly ListedCommand[],
): Promise<Completion> {
  const unfinished = words.at(-1) ?? "";
  let state: State = { flags: globalFlags, position: 0 };
  for (const word of words.slice(0, -1)) state = await advance(state, word, listed);
  if (state.flag !== undefined) return ofValue(state.flag, state);
  if (unfinished.startsWith("-")) return { candidates: flagCandidates(state.flags) };
  if (state.commands === undefined)
    return {
      candidates: listed
        .filter(({ group }) => group !== undefined)
        .map(({ name, summary }) => ({ word: name, summary })),
    };
  const subcommands =
    state.command === undefined && state.commands.length > 1
      ? state.commands.map(({ name, description }) => ({
          word: name.slice(name.indexOf(" ") + 1),
          summary: description,
        }))
      : [];
  const command = state.command ?? (state.commands.length === 1 ? state.commands[0] : undefined);
  const taken = Object.values(command?.arguments ?? {});
  const argument = taken[state.position] ?? (taken.at(-1)?.variadic ? taken.at(-1) : undefined);
  if (argument === undefined) return { candidates: subcommands };
  const completion = ofValue(argument, state);
  return { ...completion, candidates: [...subcommands, ...completion.candidates] };
}

interface State {
  readonly flags: Flags;
  /** The flag whose value comes next. */
  readonly flag?: FlagDefinition;
  readonly commands?: readonly Command[];
  readonly command?: Command;
  /** Arguments taken so far. */
  readonly position: number;
  readonly directory?: string;
}

async function advance(state: State, word: string, listed: readonly ListedCommand[]): Promise<State> {
  if (state.flag !== undefined) {
    const { flag, ...rest } = state;
    return flag === globalFlags.directory ? { ...rest, directory: resolve(word) } : rest;
  }
  if (word.startsWith("-")) {
    const flag = findFlag(state.flags, word);
    return flag === undefined || flag.type === "boolean" ? state : { ...state, flag };
  }
  if (state.commands === undefined) {
    const commands = (await listed.find(({ name }) => name === word)?.load()) ?? [];
    const [first] = commands;
    return { ...state, commands, flags: { ...globalFlags, ...first?.flags } };
  }
  const command =
    state.command === undefined && state.commands.length > 1
      ? state.commands.find(({ name }) => name.endsWith(` ${word}`))
      : undefined;
  return command === undefined
    ? { ...state, position: state.position + 1 }
    : { ...state, command, flags: { ...globalFlags, ...command.flags } };
}

function ofValue(
  taken: { readonly completes?: Completes; readonly choices?: readonly string[] },
  { directory }: State,
): Completion {
  const candidates = (taken.choices ?? []).map((word) => ({ word, summary: "" }));
  if (taken.completes === undefined) return { candidates };
  const wanted = { completes: taken.completes, ...(directory === undefined ? {} : { directory }) };
  return { candidates, wanted };
}

function findFlag(flags: Flags, word: string): FlagDefinition | undefined {
  if (word.includes("=")) return undefined;
  return Object.entries(flags).find(
    ([name, { short, alias }]) =>
      word === `--${kebab(name)}` || word === `-${short}` || word === `--${alias}`,
  )?.[1];
}

function flagCandidates(flags: Flags): readonly Candidate[] {
  return Object.entries(flags).map(([name, { summary }]) => ({ word: `--${kebab(name)}`, summary }));
}
