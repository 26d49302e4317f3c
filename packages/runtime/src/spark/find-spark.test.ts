import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSpark } from "./check-spark.ts";
import { findJava, leastJava } from "./find-java.ts";
import { findSpark } from "./find-spark.ts";

let root: string;
const at = (...path: string[]) => join(root, ...path);
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "mlx-spark-"));
  await makeSpark("spark 4", "4.0.1");
  await makeSpark("env/lib/python3.12/site-packages/pyspark", "4.1.0-preview1");
  await makeSpark("spark3", "3.5.3");
  await write("env/bin/spark-submit", "");
  await mkdir(at("broken/bin"), { recursive: true });
  await write("broken/bin/spark-submit", "");
  await mkdir(at("links"));
  await symlink(at("spark3/bin/spark-submit"), at("links/spark-submit"));
  await write("java8/bin/java", `#!/bin/sh\necho 'openjdk version "1.8.0_292"' >&2\n`);
  await write("java17/bin/java", `#!/bin/sh\necho 'openjdk version "17.0.21" 2026-10-20' >&2\n`);
  await write("stub/bin/java", "#!/bin/sh\necho 'Unable to locate a Java Runtime.' >&2\nexit 1\n");
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(at(path)), { recursive: true });
  await writeFile(at(path), text);
  await chmod(at(path), 0o755);
}

async function makeSpark(home: string, version: string): Promise<void> {
  await write(`${home}/bin/spark-submit`, "");
  await write(`${home}/jars/spark-core_2.13-${version}.jar`, "");
}

describe("Spark", () => {
  it("is the recipe's own, else its environment's, else mlx's, else the one on the path", async () => {
    const env = { SPARK_HOME: at("spark 4"), PATH: `${at("nowhere")}:${at("links")}` };
    const environment = at("env");
    const home = async (options: Parameters<typeof findSpark>[1]) => (await findSpark("r", options)).home;
    expect(await home({ own: at("spark3"), environment, env })).toBe(at("spark3"));
    expect(await findSpark("r", { environment, env })).toEqual({
      home: at("env/lib/python3.12/site-packages/pyspark"),
      version: "4.1.0-preview1",
    });
    expect(await home({ environment: at("empty"), env })).toBe(at("spark 4"));
    expect(await home({ env: { PATH: env.PATH } })).toBe(at("spark3"));
    expect(await home({ env: { ...env, SPARK_HOME: at("broken") } })).toBe(at("spark3"));
    expect(await home({ env: { PATH: at("env/bin") } })).toBe(at("env/lib/python3.12/site-packages/pyspark"));
  });

  it("is said to be absent, with where it was looked for", async () => {
    const env = { PATH: at("broken/bin") };
    await expect(findSpark("recipe/r", { environment: at("empty"), env })).rejects.toMatchObject({
      code: "MLX4040",
      detail:
        "Looked for it in the recipe's environment (requirements.txt asks for no pyspark), SPARK_HOME, which is not set, `spark-submit` on the PATH.",
    });
    await expect(
      findSpark("recipe/r", { own: at("broken"), environment: at("env"), env }),
    ).rejects.toMatchObject({
      detail: `Looked for it in ${at("broken")}, which SPARK_HOME in the recipe's \`env\` names.`,
    });
  });
});

describe("Java", () => {
  it.each([
    ["4.0.1", { JAVA_HOME: "java17" }, "17.0.21"],
    ["3.5.3", { JAVA_HOME: "java8" }, "1.8.0_292"],
    ["4.0.1", { PATH: "java17/bin" }, "17.0.21"],
    ["4.0.1", { JAVA_HOME: "", PATH: "java17/bin" }, "17.0.21"],
  ])("for Spark %s: %j", async (version, env, expected) => {
    expect((await findJava({ version }, absolute(env))).version).toBe(expected);
  });

  it.each([
    [{ JAVA_HOME: "java8" }, /java8\/bin\/java \(from JAVA_HOME\) is Java 1\.8\.0_292\.$/],
    [
      { JAVA_HOME: "nowhere", PATH: "java17/bin" },
      /^Looked for .*nowhere\/bin\/java \(from JAVA_HOME\): .*ENOENT$/,
    ],
    [{ PATH: "nowhere" }, /^Looked for `java` on the PATH: java: ENOENT$/],
    [{ PATH: "stub/bin" }, /: Unable to locate a Java Runtime\.$/],
  ])("is missed: %j", async (env, detail) => {
    await expect(findJava({ version: "4.0.1" }, absolute(env))).rejects.toMatchObject({
      code: "MLX4041",
      summary: "Spark 4.0.1 needs Java 17 or newer",
      detail: expect.stringMatching(detail),
    });
  });

  it.each([
    ["4.3.0", 17],
    ["10.0.0", 17],
    ["3.5.1", 8],
  ])("Spark %s needs %i", (spark, least) => {
    expect(leastJava(spark)).toBe(least);
  });
});

function absolute(env: { JAVA_HOME?: string; PATH?: string }) {
  return {
    PATH: `${env.PATH === undefined ? at("nowhere") : at(env.PATH)}:/usr/bin-not:/bin-not`,
    ...(env.JAVA_HOME === undefined ? {} : { JAVA_HOME: env.JAVA_HOME && at(env.JAVA_HOME) }),
  };
}

describe("what the doctor says", () => {
  it("of both", async () => {
    expect(
      await checkSpark({ SPARK_HOME: at("spark 4"), JAVA_HOME: at("java17"), PATH: "/nowhere" }),
    ).toEqual([
      { name: "Java", outcome: "ok", detail: `17.0.21 at ${at("java17")}` },
      { name: "Spark", outcome: "ok", detail: `4.0.1 at ${at("spark 4")}` },
    ]);
  });

  it("of neither", async () => {
    expect(await checkSpark({ PATH: "/nowhere" })).toEqual([
      {
        name: "Java",
        outcome: "warning",
        detail: "Spark 4 needs Java 17 or newer. Looked for `java` on the PATH: java: ENOENT",
        remedy: expect.stringContaining("openjdk-17"),
      },
      {
        name: "Spark",
        outcome: "ok",
        detail: "none of its own; `pyspark` in a recipe's requirements.txt brings one",
      },
    ]);
  });
});
