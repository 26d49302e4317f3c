import { join } from "node:path";
import { noJava } from "../errors.ts";
import { runCommand } from "../python/run-command.ts";
import type { Spark } from "./find-spark.ts";

export interface Java {
  /** E.g. `17.0.21`. */
  readonly version: string;
  /** What `JAVA_HOME` named; absent where it was found on the PATH. */
  readonly home?: string;
}

/** `JAVA_HOME`, else `java` from the PATH, as Spark itself looks for it. Fails: 4041. */
export async function findJava(
  { version: spark }: Pick<Spark, "version">,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Java> {
  const least = leastJava(spark);
  const home = env.JAVA_HOME || undefined;
  const program = home === undefined ? "java" : join(home, "bin", "java");
  const where = home === undefined ? "`java` on the PATH" : `${program} (from JAVA_HOME)`;
  const { ok, output } = await runCommand([program, "-version"], { env: { PATH: env.PATH ?? "" } });
  const version = ok ? readVersion(output) : undefined;
  if (version === undefined)
    throw noJava(spark, least, `Looked for ${where}: ${output.at(-1) ?? "it said nothing"}`);
  if (majorOf(version) < least) throw noJava(spark, least, `${where} is Java ${version}.`);
  return { version, ...(home === undefined ? {} : { home }) };
}

/** Of the newest Spark that is known of. */
export function leastJava(spark: string): number {
  return Number.parseInt(spark, 10) >= 4 ? 17 : 8;
}

function readVersion(output: readonly string[]): string | undefined {
  return output.flatMap((line) => /version "([^"]+)"/.exec(line)?.[1] ?? [])[0];
}

/** Java 8 calls itself 1.8. */
function majorOf(version: string): number {
  return Number.parseInt(version.replace(/^1\./, ""), 10);
}
