import type { JobKey } from "@mlx/core";

/** What a supervisor is told over its standard input; it holds secrets and is never written down. */
export interface Launch {
  readonly key: JobKey;
  readonly program: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly timeoutSeconds: number;
  readonly stopGraceSeconds: number;
}

/** What a supervisor answers once the job is taken, by itself or by another before it. */
export const claimed = "claimed\n";
