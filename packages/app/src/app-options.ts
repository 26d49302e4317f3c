import type { EventSink } from "@mlx/core";

/** Everything about the surroundings of one command. */
export interface AppOptions {
  /** Where the user stands, absolute. */
  readonly cwd: string;
  /** `--env`. */
  readonly environment?: string;
  /** `--var`. */
  readonly variables: Readonly<Record<string, string>>;
  /** `--var-file`, absolute or relative to `cwd`. */
  readonly variableFiles: readonly string[];
  /** `--store`, over the environment's. */
  readonly store?: string;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  /** Of mlx. */
  readonly version: string;
  /** Absolute path of the program that supervises tasks. */
  readonly supervisor: string;
  /** The words that start this mlx again: interpreter, program. */
  readonly self: readonly string[];
  readonly events: EventSink;
  /** Told once where the files cannot be read, and the work goes on with what they said before. */
  readonly onWarning?: (text: string) => void;
}
