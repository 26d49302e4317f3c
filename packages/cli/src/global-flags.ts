import type { Flags, InputOf } from "./define-command.ts";
import { shellWord } from "./views/names.ts";

/** The flags that every command takes, before or after its name. */
export const globalFlags = {
  directory: {
    type: "string",
    short: "C",
    value: "DIR",
    summary: "work as if started in DIR",
    completes: "folder",
  },
  env: {
    type: "string",
    value: "NAME",
    summary: "environment to use (else MLX_ENV, else the default one)",
    completes: "environment",
  },
  var: { type: "assignments", value: "KEY=VALUE", summary: "set a variable (repeatable)" },
  varFile: {
    type: "list",
    value: "FILE",
    summary: "set variables from a YAML file (repeatable)",
    completes: "file",
  },
  store: { type: "string", value: "URL", summary: "store to use instead of the environment's" },
  json: { type: "boolean", summary: "print one JSON document on stdout" },
  quiet: { type: "boolean", short: "q", summary: "print less" },
  verbose: { type: "boolean", short: "v", summary: "print more" },
  noColor: { type: "boolean", summary: "print without colours (also NO_COLOR)" },
} as const satisfies Flags;

export type GlobalFlags = InputOf<Record<never, never>, typeof globalFlags>;

/** The flags that decide what a command acts on, as words to type again; MLX_ENV stays set by itself. */
export function repeatedFlags({
  directory,
  env,
  store,
  var: values,
  varFile,
}: GlobalFlags): readonly string[] {
  return [
    ...(directory === undefined ? [] : [`-C ${shellWord(directory)}`]),
    ...(env === undefined ? [] : [`--env ${shellWord(env)}`]),
    ...(store === undefined ? [] : [`--store ${shellWord(store)}`]),
    ...varFile.map((file) => `--var-file ${shellWord(file)}`),
    ...Object.entries(values).map(([name, value]) => `--var ${shellWord(`${name}=${value}`)}`),
  ];
}

/** For commands that ask. */
export const approvalFlags = {
  yes: { type: "boolean", alias: "auto-approve", summary: "approve beforehand; nothing is asked" },
} as const satisfies Flags;
