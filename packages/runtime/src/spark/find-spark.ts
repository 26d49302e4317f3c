import { access, readdir, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { noSpark } from "../errors.ts";

/** An installation of Spark: what `SPARK_HOME` names. */
export interface Spark {
  /** Absolute; holds `bin/spark-submit` and `jars`. */
  readonly home: string;
  /** E.g. `4.0.1`. */
  readonly version: string;
}

export interface SparkLookup {
  /** `SPARK_HOME` of the recipe. */
  readonly own?: string | undefined;
  /** Folder of the recipe's Python environment. */
  readonly environment?: string;
  /** `PATH`, and `SPARK_HOME` of mlx itself. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The one that the recipe's own `SPARK_HOME` names, else the one that its requirements brought, else the
 * one of mlx's `SPARK_HOME`, else the one whose `spark-submit` is on the PATH. Fails: 4040.
 */
export async function findSpark(recipe: string, { own, environment, env }: SparkLookup): Promise<Spark> {
  const named = own || env.SPARK_HOME;
  const found = own
    ? await readSpark(own)
    : ((environment === undefined ? undefined : await readPackage(environment)) ??
      (named ? await readSpark(named) : undefined) ??
      (await findOnPath(env.PATH ?? "")));
  if (found !== undefined) return found;
  if (own) throw noSpark(recipe, [`${own}, which SPARK_HOME in the recipe's \`env\` names`]);
  throw noSpark(recipe, [
    ...(environment === undefined ? [] : ["the recipe's environment (requirements.txt asks for no pyspark)"]),
    named ? `${named} (from SPARK_HOME)` : "SPARK_HOME, which is not set",
    "`spark-submit` on the PATH",
  ]);
}

async function findOnPath(path: string): Promise<Spark | undefined> {
  for (const folder of path.split(delimiter)) {
    const program = await realpath(join(folder, "spark-submit")).catch(() => undefined);
    if (program === undefined) continue;
    const above = dirname(dirname(program));
    const spark = (await readSpark(above)) ?? (await readPackage(above));
    if (spark !== undefined) return spark;
  }
  return undefined;
}

/** Of the package `pyspark` in an environment of Python. */
async function readPackage(environment: string): Promise<Spark | undefined> {
  const lib = join(environment, "lib");
  for (const python of await readdir(lib).catch(() => [])) {
    const spark = await readSpark(join(lib, python, "site-packages", "pyspark"));
    if (spark !== undefined) return spark;
  }
  return undefined;
}

const coreJar = /^spark-core_[\d.]+-(\d+\.\d+\.\d+\S*)\.jar$/;

/** `undefined` where that folder holds no whole Spark. */
async function readSpark(home: string): Promise<Spark | undefined> {
  try {
    await access(join(home, "bin", "spark-submit"));
    const versions = (await readdir(join(home, "jars"))).flatMap((name) => coreJar.exec(name)?.[1] ?? []);
    const [version] = versions;
    return version === undefined ? undefined : { home, version };
  } catch {
    return undefined;
  }
}
