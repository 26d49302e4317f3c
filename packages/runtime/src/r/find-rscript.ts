import { noRscript } from "../errors.ts";
import { runCommand } from "../python/run-command.ts";

export interface Rscript {
  /** E.g. `4.2.2`. */
  readonly version: string;
}

/** `Rscript` from the PATH of the task. Fails: 4044. */
export async function findRscript(recipe: string, path: string, signal?: AbortSignal): Promise<Rscript> {
  const env = { PATH: path };
  const { ok, output } = await runCommand(["Rscript", "--version"], { env, ...(signal && { signal }) });
  const version = output.flatMap((line) => /version (\d[\w.]*)/.exec(line)?.[1] ?? [])[0];
  if (ok && version !== undefined) return { version };
  throw noRscript(recipe, `Looked for it on the PATH: ${output.at(-1) ?? "it said nothing"}`);
}
