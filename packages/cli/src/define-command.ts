import type { Diagnostic, MlxError, Result } from "@mlx/core";
import type { Document } from "@mlx/documents";
import type { CommandContext } from "./command-context.ts";
import type { Exit } from "./exit-codes.ts";
import type { ViewOptions } from "./view-options.ts";

/** What a word on the command line stands for, so that the shell can complete it. */
export type Completes =
  | "address"
  | "runnable"
  | "scheduled"
  | "experiment"
  | "instance"
  | "service"
  | "run"
  | "model"
  | "delivery"
  | "target"
  | "file"
  | "folder"
  | "code"
  | "environment";

interface FlagCommon {
  readonly summary: string;
  /** One letter. */
  readonly short?: string;
  /** Another long name, without dashes. */
  readonly alias?: string;
  readonly completes?: Completes;
}

/** A flag; its name is its key, in kebab case. */
export type FlagDefinition =
  | (FlagCommon & { readonly type: "boolean" })
  | (FlagCommon & {
      readonly type: "string" | "list";
      /** What stands for the value in help, e.g. `FILE`. */
      readonly value: string;
      /** Where nothing would mean everything: it is refused. */
      readonly notEmpty?: true;
      readonly choices?: readonly string[];
    })
  /** A whole number; not negative unless `least` is. */
  | (FlagCommon & {
      readonly type: "count";
      readonly value: string;
      readonly least?: number;
      readonly most?: number;
    })
  /** `NAME=VALUE`, repeatable. */
  | (FlagCommon & { readonly type: "assignments"; readonly value: string });

/** A positional argument; its name is its key. */
export interface ArgumentDefinition {
  readonly summary: string;
  readonly required?: boolean;
  /** Takes all that remain; only the last can. */
  readonly variadic?: boolean;
  readonly choices?: readonly string[];
  readonly completes?: Completes;
}

export type Flags = { readonly [name: string]: FlagDefinition };
export type Arguments = { readonly [name: string]: ArgumentDefinition };

type ChoiceOf<D> = D extends { readonly choices: readonly (infer C)[] } ? C : string;

type FlagValue<F extends FlagDefinition> = F["type"] extends "boolean"
  ? boolean
  : F["type"] extends "list"
    ? readonly ChoiceOf<F>[]
    : F["type"] extends "count"
      ? number | undefined
      : F["type"] extends "assignments"
        ? Readonly<Record<string, string>>
        : ChoiceOf<F> | undefined;

type ArgumentValue<A extends ArgumentDefinition> = A extends { readonly variadic: true }
  ? readonly string[]
  : A extends { readonly required: true }
    ? ChoiceOf<A>
    : ChoiceOf<A> | undefined;

export type InputOf<A extends Arguments, F extends Flags> = {
  readonly [K in keyof A]: ArgumentValue<A[K]>;
} & { readonly [K in keyof F]: FlagValue<F[K]> };

/** The words of a command line by the names of its arguments and flags, converted and checked. */
export type RawInput = { readonly [name: string]: unknown };

export interface CommandDefinition<A extends Arguments, F extends Flags, R> {
  /** As typed after `mlx`, e.g. `plan` or `runs list`. */
  readonly name: string;
  /** One or two sentences. */
  readonly description: string;
  /** Command (without `mlx`) and what it does. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  readonly arguments: A;
  readonly flags: F;
  /** Those beyond `done` and `error`, which every command has. */
  readonly exits: readonly Exit[];
  readonly run: (input: InputOf<A, F>, context: CommandContext) => Promise<Result<R>>;
  readonly views: {
    /** For stdout; empty prints nothing. */
    readonly human: (result: R, view: ViewOptions) => string;
    /** `undefined` where the command has printed its documents as they came. */
    readonly json: (result: R) => Document | undefined;
  };
  /** Findings that go with a success; shown on stderr. */
  readonly warnings?: (result: R) => readonly Diagnostic[];
  /** A failure that comes with a result to show, such as a followed run that failed. */
  readonly failure?: (result: R) => MlxError | undefined;
  /** The exit of a success that is not simply `done`. */
  readonly exit?: (result: R) => Exit;
}

/** How a command ended, with its result behind the views of it. */
export type Outcome =
  | {
      readonly ok: true;
      readonly human: (view: ViewOptions) => string;
      readonly json: () => Document | undefined;
      readonly warnings: readonly Diagnostic[];
      readonly failure: MlxError | undefined;
      readonly exit: Exit;
    }
  | { readonly ok: false; readonly failure: MlxError };

/** A command whose types of input and result are closed over. */
export interface Command {
  readonly name: string;
  readonly description: string;
  readonly examples: readonly (readonly [command: string, does: string])[];
  readonly arguments: Arguments;
  readonly flags: Flags;
  readonly exits: readonly Exit[];
  readonly execute: (input: RawInput, context: CommandContext) => Promise<Outcome>;
}

/** Makes a command of its record. Handlers neither print nor exit: they return, and views show. */
export function defineCommand<const A extends Arguments, const F extends Flags, R>(
  definition: CommandDefinition<A, F, R>,
): Command {
  const { name, description, examples, flags, exits, run, views } = definition;
  return {
    name,
    description,
    examples,
    arguments: definition.arguments,
    flags,
    exits,
    execute: async (input, context) => {
      // The parser made `input` from these very definitions.
      const result = await run(input as InputOf<A, F>, context);
      if (!result.ok) return result;
      const { value } = result;
      return {
        ok: true,
        human: (view) => views.human(value, view),
        json: () => views.json(value),
        warnings: definition.warnings?.(value) ?? [],
        failure: definition.failure?.(value),
        exit: definition.exit?.(value) ?? "done",
      };
    },
  };
}
