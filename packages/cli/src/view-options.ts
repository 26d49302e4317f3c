import pc from "picocolors";

export type Colours = ReturnType<typeof pc.createColors>;
export type Verbosity = "quiet" | "normal" | "verbose";

/** All that a view may depend on besides its value. */
export interface ViewOptions {
  /** Columns. */
  readonly width: number;
  readonly colours: Colours;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Minutes that local time is ahead of UTC at a moment. */
  readonly utcOffset: (at: number) => number;
  readonly verbosity: Verbosity;
  /** A terminal shows it. */
  readonly isTerminal: boolean;
  /** Global flags that suggested commands repeat, e.g. `--env prod`. */
  readonly repeated: readonly string[];
}

type ProcessEnv = Readonly<Record<string, string | undefined>>;

/** Whether to colour what goes to a stream. `--no-color`, NO_COLOR and FORCE_COLOR come before the rest. */
export function decideColour(
  stream: { readonly isTTY?: boolean },
  noColour: boolean,
  env: ProcessEnv,
): boolean {
  if (noColour || (env.NO_COLOR ?? "") !== "") return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return stream.isTTY === true && env.TERM !== "dumb";
}

/** Where there is no terminal, little is gained by cutting lines short. */
const defaultWidth = 200;

/** Of a terminal that says 0 columns, which does not know. */
export const unknownWidth = 80;

export function createViewOptions(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  settings: {
    readonly noColour: boolean;
    readonly verbosity: Verbosity;
    readonly env: ProcessEnv;
    readonly now: number;
    readonly repeated?: readonly string[];
  },
): ViewOptions {
  const { noColour, verbosity, env, now, repeated = [] } = settings;
  return {
    width: stream.columns === 0 ? unknownWidth : (stream.columns ?? (Number(env.COLUMNS) || defaultWidth)),
    colours: pc.createColors(decideColour(stream, noColour, env)),
    now,
    utcOffset: (at) => -new Date(at).getTimezoneOffset(),
    verbosity,
    isTerminal: stream.isTTY === true,
    repeated,
  };
}
