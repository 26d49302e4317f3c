/** A real Spark in a container: the recipe's source over an image with Java, PySpark by its requirements. */
import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { jobFolder } from "../src/job/job-folder.ts";
import { execute, joinLines, pythonTask, readLines } from "../src/testing/conformance-tasks.ts";
import type { DockerHarness } from "./docker-harness.ts";
import { createDockerHarness, testImage, withoutDocker } from "./docker-harness.ts";
import { requirements, whyNoSpark } from "./spark-harness.ts";

vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

const javaImage = "mlx-test/java:bookworm";
const dockerfile = `FROM ${testImage}
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless procps
`;

const whyNot = withoutDocker ?? whyNoSpark;
let harness: DockerHarness;
const title = `Spark in a container${whyNot === undefined ? "" : ` (left out: ${whyNot})`}`;
describe.skipIf(whyNot !== undefined)(title, () => {
  beforeAll(async () => {
    harness = await createDockerHarness();
    if (spawnSync("docker", ["image", "inspect", javaImage]).status === 0) return;
    const built = spawnSync("docker", ["build", "--tag", javaImage, "-"], {
      input: dockerfile,
      encoding: "utf8",
    });
    expect(built.status, built.stdout + built.stderr).toBe(0);
  });
  afterAll(() => harness.close());

  it("runs under the strict profile with an executable /tmp, without a network", async () => {
    const source = await harness.artifacts.add({
      "requirements.txt": requirements,
      "retail/__init__.py": "",
      "retail/numbers.py": "def double(x):\n    return 2 * x\n",
      "retail/train.py": `import os, sys
from pyspark.sql import SparkSession
from pyspark.sql.functions import col
from .numbers import double
spark = SparkSession.builder.getOrCreate()
sc = spark.sparkContext
print("argv", sys.argv[1:], "master", sc.master, "user", sc.sparkUser())
print("sum", sc.parallelize(range(40), 4).map(double).sum())
print("groups", spark.range(1000).groupBy(col("id") % 7).count().count())
spark.range(100).write.parquet(os.environ["SM_MODEL_DIR"] + "/numbers")
`,
    });
    const { command: _, ...task } = await pythonTask({ addSource: harness.artifacts.add }, "");
    const { handle, exit } = await execute(
      harness.executor,
      {
        ...task,
        source,
        recipeType: "PySpark",
        command: ["python", "-m", "retail.train"],
        parameters: { numExecutors: 1 },
        specification: { type: "SparkTaskSpec", driverMemoryInMB: 700, args: ["x"] },
        timeoutSeconds: 600,
        // Spark unpacks native code into /tmp and loads it from there.
        container: { profile: "strict", pull: "never", baseImage: javaImage, tmpExec: true },
      },
      600_000,
    );
    const lines = await readLines(harness.executor, handle);
    expect(exit.exitCode, joinLines(lines) + joinLines(lines, "stderr")).toBe(0);
    expect(joinLines(lines)).toContain("argv ['x'] master local[1] user mlx\nsum 1560\ngroups 7\n");
    const { modelFolder } = await harness.executor.collect(handle);
    expect(await readdir(join(modelFolder, "numbers"))).toContain("_SUCCESS");
    await harness.executor.cleanup(handle);
    const { sparkEvents } = jobFolder(join(harness.root, "runs"), handle);
    const [name = ""] = await readdir(sparkEvents);
    expect(await readFile(join(sparkEvents, name), "utf8")).toContain("SparkListenerApplicationEnd");
  });
});
