/** A real standalone cluster on this machine: one master and two workers, each with one core. */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { jobFolder } from "../src/job/job-folder.ts";
import { execute, joinLines, readLines } from "../src/testing/conformance-tasks.ts";
import { findTestSpark } from "./find-test-spark.ts";
import type { SparkHarness } from "./spark-harness.ts";
import { createSparkHarness, whyNoSpark } from "./spark-harness.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let harness: SparkHarness;
let master: string;
const started: ChildProcess[] = [];

const title = `Spark on a cluster${whyNoSpark === undefined ? "" : ` (left out: ${whyNoSpark})`}`;
describe.skipIf(whyNoSpark !== undefined)(title, () => {
  beforeAll(async () => {
    harness = await createSparkHarness();
    const home = await findTestSpark(harness);
    master = await startDaemon(
      home,
      "master.Master",
      ["--port", "0", "--webui-port", "0"],
      /Starting Spark master at (\S+)/,
    );
    for (const _ of ["first", "second"]) {
      const work = await mkdtemp(join(harness.root, "work-"));
      const size = ["--cores", "1", "--memory", "700m", "--webui-port", "0", "--work-dir", work];
      await startDaemon(
        home,
        "worker.Worker",
        [...size, master],
        /Successfully registered with master (\S+)/,
      );
    }
  });
  afterAll(async () => {
    for (const daemon of started) {
      daemon.kill("SIGTERM");
      if (daemon.exitCode === null && daemon.signalCode === null) await once(daemon, "exit");
    }
    await harness.close();
  });

  it("gets exactly the executors and cores that were asked for, and they get the modules", async () => {
    const task = await harness.task(
      {
        "retail/__init__.py": "",
        "retail/numbers.py": "def double(x):\n    return 2 * x\n",
        "train.py": `import os, time
from pyspark.sql import SparkSession
from retail import numbers
spark = SparkSession.builder.getOrCreate()
sc = spark.sparkContext
while sc._jsc.sc().getExecutorMemoryStatus().size() < 3:
    time.sleep(0.1)
def work(x):
    time.sleep(0.3)
    return (numbers.double(x), os.getcwd())
done = sc.parallelize(range(12), 12).map(work).collect()
print("sum", sum(x for x, _ in done), "places", len({place for _, place in done}))
`,
      },
      {
        parameters: { numExecutors: 2 },
        specification: {
          type: "SparkTaskSpec",
          driverMemoryInMB: 600,
          executorCores: 1,
          executorMemoryInMB: 512,
          sparkConf: { "spark.master": master },
        },
      },
    );
    const { handle, exit } = await execute(harness.executor, task, 300_000);
    const lines = await readLines(harness.executor, handle);
    expect(exit.exitCode, joinLines(lines) + joinLines(lines, "stderr")).toBe(0);
    expect(joinLines(lines)).toContain("sum 132 places 2\n");
    const events = await readEvents(jobFolder(join(harness.root, "runs"), handle).sparkEvents);
    const executors = events.flatMap((event) => event["Executor Info"] ?? []);
    expect(executors.map((info) => info["Total Cores"])).toEqual([1, 1]);
    const environment = events.find((event) => event["Spark Properties"] !== undefined);
    expect(environment?.["Spark Properties"]).toMatchObject({
      "spark.master": master,
      "spark.driver.memory": "600m",
      "spark.executor.memory": "512m",
      "spark.executor.cores": "1",
      "spark.cores.max": "2",
    });
    expect(await harness.executor.progress(handle)).toBe("1 of 1 stages · 12 tasks");
  });
});

/** Runs until the tests end; resolves with what the pattern finds in its log. */
async function startDaemon(
  home: string,
  name: string,
  args: readonly string[],
  pattern: RegExp,
): Promise<string> {
  const java = process.env.JAVA_HOME === undefined ? "java" : join(process.env.JAVA_HOME, "bin", "java");
  // Started without Spark's shell scripts, so that its pid is the daemon's.
  const main = `org.apache.spark.deploy.${name}`;
  const words = [
    "-cp",
    `${join(home, "conf")}:${join(home, "jars", "*")}`,
    "-Xmx300m",
    main,
    "--host",
    "127.0.0.1",
    ...args,
  ];
  const env = {
    PATH: process.env.PATH,
    SPARK_HOME: home,
    SPARK_LOCAL_IP: "127.0.0.1",
    SPARK_SCALA_VERSION: "2.13",
  };
  const daemon = spawn(java, words, { env, cwd: harness.root, stdio: ["ignore", "ignore", "pipe"] });
  started.push(daemon);
  const log: string[] = [];
  for await (const line of createInterface({ input: daemon.stderr })) {
    log.push(line);
    const found = pattern.exec(line)?.[1];
    if (found === undefined) continue;
    daemon.stderr.resume();
    return found;
  }
  return expect.unreachable(`${name} ended:\n${log.join("\n")}`);
}

interface ClusterEvent {
  readonly "Executor Info"?: { readonly "Total Cores": number };
  readonly "Spark Properties"?: Readonly<Record<string, string>>;
}

async function readEvents(folder: string): Promise<readonly ClusterEvent[]> {
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  const text = await readFile(join(folder, names[0] ?? ""), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
