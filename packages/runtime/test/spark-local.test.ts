/** A real Spark in one process: `pip install pyspark`, Java, and a jar that is compiled here. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { TaskSubmission } from "@mlx/core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { jobFolder } from "../src/job/job-folder.ts";
import { execute, joinLines, readLines } from "../src/testing/conformance-tasks.ts";
import { findTestSpark } from "./find-test-spark.ts";
import type { SparkHarness } from "./spark-harness.ts";
import { createSparkHarness, whyNoSpark } from "./spark-harness.ts";

// The first makes the environment, and Spark needs ten seconds on a busy machine to say hello.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
const patience = 300_000;

let harness: SparkHarness;
beforeAll(async () => {
  harness = await createSparkHarness();
});
afterAll(() => harness.close());

const folderOf = (key: { runId: string; attempt: number }) => jobFolder(join(harness.root, "runs"), key);
const quiet = { signal: new AbortController().signal, onProgress: () => {} };

const session = `from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
sc = spark.sparkContext
`;

interface SparkEvent {
  readonly Event: string;
  readonly "Spark Properties"?: Readonly<Record<string, string>>;
}

async function readEvents(task: TaskSubmission): Promise<readonly SparkEvent[]> {
  const { sparkEvents } = folderOf(task);
  const [name = ""] = await readdir(sparkEvents);
  const lines = (await readFile(join(sparkEvents, name), "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

const title = `Spark on this machine${whyNoSpark === undefined ? "" : ` (left out: ${whyNoSpark})`}`;
describe.skipIf(whyNoSpark !== undefined)(title, () => {
  describe("a recipe in PySpark", () => {
    it("runs with its modules and settings, says how far it is, and keeps the event log", async () => {
      const task = await harness.task(
        {
          "helpers.py": "import time\ndef slow(x):\n    time.sleep(0.25)\n    return x\n",
          "train.py": `import os, sys, helpers
${session}
print("argv", *sys.argv[1:])
print("master", sc.master, "app", sc.appName, "heap", sc._jvm.java.lang.Runtime.getRuntime().maxMemory() // 2**20)
print("partitions", spark.conf.get("spark.sql.shuffle.partitions"), "tmp", sc._jvm.java.lang.System.getProperty("java.io.tmpdir"))
print("sum", sc.parallelize(range(40), 20).map(helpers.slow).sum())
spark.range(1000).write.parquet(os.environ["SM_MODEL_DIR"] + "/numbers")
`,
        },
        {
          parameters: { numExecutors: "2", executorMemoryInMB: 600 },
          specification: {
            type: "SparkTaskSpec",
            name: "retail",
            driverMemoryInMB: 700,
            sparkConf: { "spark.sql.shuffle.partitions": "3" },
            args: ["--year", "2010"],
          },
        },
      );
      const lock = await harness.executor.prepare(task, quiet);
      expect(lock.runtime).toMatch(/^python 3\.\S+, spark 4\.\S+, java \d+/);
      expect(lock.packages).toContainEqual(expect.stringMatching(/^pyspark==4\./));
      const handle = await harness.executor.submit(task);
      const said = new Set<string>();
      const ended = harness.executor.wait(handle, AbortSignal.timeout(patience));
      while ((await Promise.race([ended, delay(50)])) === undefined) {
        const message = await harness.executor.progress(handle);
        if (message !== undefined) said.add(message);
      }
      const lines = joinLines(await readLines(harness.executor, handle));
      expect(await ended, lines).toMatchObject({ exitCode: 0 });
      expect(lines).toContain("argv --year 2010\n");
      expect(lines).toContain(`master local[2] app retail ${task.runId} heap 1900\n`);
      expect(lines).toContain(`partitions 3 tmp ${folderOf(task).scratch}\n`);
      expect(lines).toContain("sum 780\n");
      const counts = [...said].flatMap(
        (text) => /^stage 1 of 1 · (\d+) of 20 tasks · sum at train\.py:\d+$/.exec(text)?.[1] ?? [],
      );
      expect(counts.length).toBeGreaterThan(3);
      expect(await harness.executor.progress(handle)).toMatch(/^(\d+) of \1 stages · \d\d tasks$/);

      const outputs = await harness.executor.collect(handle);
      expect(outputs.eventLog).toBe(folderOf(task).sparkEvents);
      expect(await readdir(join(outputs.modelFolder, "numbers"))).toContain("_SUCCESS");
      await harness.executor.cleanup(handle);
      expect(existsSync(folderOf(task).ml)).toBe(false);
      const events = await readEvents(task);
      expect(events.at(-1)?.Event).toBe("SparkListenerApplicationEnd");
      expect(
        events.find((event) => event["Spark Properties"] !== undefined)?.["Spark Properties"],
      ).toMatchObject({
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
      });
      // Little but what the program itself wrote.
      const stderr = joinLines(await readLines(harness.executor, handle), "stderr");
      expect(stderr).not.toContain("TaskSetManager");
    });

    it("runs a module of a package, and its exit code is the program's", async () => {
      const task = await harness.task(
        {
          "retail/__init__.py": "",
          "retail/numbers.py": "def double(x):\n    return 2 * x\n",
          "retail/train.py": `import sys
from .numbers import double
${session}
print(__name__, sys.argv[0], sys.argv[1:], sc.parallelize([1, 2, 3]).map(double).sum())
sys.exit(75)
`,
        },
        {
          command: ["python", "-m", "retail.train", "x"],
          specification: { type: "SparkTaskSpec", args: ["y"] },
        },
      );
      const { handle, exit } = await execute(harness.executor, task, patience);
      const lines = joinLines(await readLines(harness.executor, handle));
      expect(exit.exitCode, lines).toBe(75);
      expect(lines).toMatch(/__main__ \S.*\/retail\/train\.py \['y', 'x'\] 12\n/);
    });

    it("fails with its own error, not Java's", async () => {
      const code = `${session}
def divide(x):
    return 1 / x
print(sc.parallelize([1, 0]).map(divide).collect())
`;
      const { handle, exit } = await execute(
        harness.executor,
        await harness.task({ "train.py": code }),
        patience,
      );
      expect(exit.exitCode).toBe(1);
      const { stderrTail } = await harness.executor.collect(handle);
      expect(stderrTail.at(-1)).toBe("ZeroDivisionError: division by zero");
      expect(stderrTail.join("\n")).toContain("in divide\n    return 1 / x");
      expect(stderrTail.filter((line) => /^\s+at |pyspark\//.test(line))).toEqual([]);
    });

    it("may start Spark itself: as PySpark does, or by spark-submit", async () => {
      const task = await harness.task({
        train: `#!/bin/sh
python inner.py && spark-submit inner.py && echo "$MLX_SPARK_SUBMIT_OPTIONS"
`,
        "inner.py": `${session}print("sum", sc.parallelize([1, 2]).sum())\n`,
      });
      const { handle, exit } = await execute(harness.executor, task, patience);
      const lines = joinLines(await readLines(harness.executor, handle));
      expect(exit.exitCode, lines).toBe(0);
      expect(lines).toMatch(/^sum 3\nsum 3\n--master 'local\[\d+\]' --name 'instance\/conformance /);
      expect(await readdir(folderOf(task).sparkEvents)).toHaveLength(2);
    });
  });

  describe("a recipe in Spark", () => {
    let jar: Buffer;
    beforeAll(async () => {
      jar = await buildJar();
    });

    it("runs the class of its jar", async () => {
      const task = await harness.task(
        { "app.jar": jar },
        {
          recipeType: "Spark",
          specification: { type: "SparkTaskSpec", className: "com.acme.Train", args: ["a b"] },
        },
      );
      const { handle, exit } = await execute(harness.executor, task, patience);
      const lines = joinLines(await readLines(harness.executor, handle));
      expect(exit.exitCode, lines).toBe(0);
      expect(lines).toContain("count 100 of [a b]\n");
      expect((await harness.executor.collect(handle)).eventLog).toBe(folderOf(task).sparkEvents);
    });

    it("fails with the exception and its cause", async () => {
      const task = await harness.task(
        { "app.jar": jar },
        { recipeType: "Spark", specification: { type: "SparkTaskSpec", className: "com.acme.Fail" } },
      );
      const { handle, exit } = await execute(harness.executor, task, patience);
      expect(exit.exitCode).toBe(1);
      expect((await harness.executor.collect(handle)).stderrTail).toEqual([
        "java.lang.RuntimeException: training failed",
        "java.lang.IllegalStateException: no rows",
      ]);
    });

    it("is not started where the jar has no such class", async () => {
      const task = await harness.task(
        { "app.jar": jar },
        { recipeType: "Spark", specification: { type: "SparkTaskSpec", className: "com.acme.Trian" } },
      );
      await expect(harness.executor.submit(task)).rejects.toMatchObject({
        code: "MLX4042",
        summary: "app.jar has no class com.acme.Trian",
        detail: "Classes that can be run: com.acme.Train, com.acme.Fail. Nothing was started.",
      });
      expect(await harness.executor.find(task)).toBeUndefined();
    });
  });

  it.each([
    [
      { parameters: { driverMemoryInMB: 10_000_000 } },
      "MLX4043",
      "recipe/conformance cannot be run with its Spark settings",
    ],
    [{ command: ["other.py"] }, "MLX4011", "recipe/conformance has no program for the task train"],
    [{ env: { JAVA_HOME: "/nowhere" } }, "MLX4041", /^Spark 4\.\S+ needs Java 17 or newer$/],
    [{ env: { SPARK_HOME: "/nowhere" } }, "MLX4040", "there is no Spark to run recipe/conformance with"],
  ])("is not started: %j", async (changes, code, summary) => {
    const task = await harness.task({ "train.py": "" }, changes);
    const matching = typeof summary === "string" ? summary : expect.stringMatching(summary);
    await expect(harness.executor.prepare(task, quiet)).rejects.toMatchObject({ code, summary: matching });
  });
});

/** Two classes with a `main`, and one without, against the jars of the environment's Spark. */
async function buildJar(): Promise<Buffer> {
  const home = await findTestSpark(harness);
  const folder = await mkdtemp(join(harness.root, "jar-"));
  const classes = join(folder, "classes");
  const source = join(folder, "com", "acme");
  await mkdir(source, { recursive: true });
  await writeFile(join(source, "Train.java"), trainSource);
  await writeFile(join(source, "Fail.java"), failSource);
  await writeFile(join(source, "Trial.java"), "package com.acme;\npublic class Trial {}\n");
  const sources = ["Train", "Fail", "Trial"].map((name) => join(source, `${name}.java`));
  execFileSync("javac", ["-d", classes, "-cp", join(home, "jars", "*"), ...sources]);
  execFileSync("jar", ["--create", "--file", join(folder, "app.jar"), "-C", classes, "."]);
  return readFile(join(folder, "app.jar"));
}

const trainSource = `package com.acme;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;
public class Train {
  public static void main(String[] args) {
    SparkSession spark = SparkSession.builder().getOrCreate();
    System.out.println("count " + spark.range(100).count() + " of " + Arrays.toString(args));
    spark.stop();
  }
}
`;
const failSource = `package com.acme;
public class Fail {
  public static void main(String[] args) {
    throw new RuntimeException("training failed", new IllegalStateException("no rows"));
  }
}
`;
