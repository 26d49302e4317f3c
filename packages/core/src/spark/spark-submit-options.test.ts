import { describe, expect, it } from "vitest";
import { describeSparkCommand } from "./describe-spark-command.ts";
import type { SparkPlace } from "./spark-memory.ts";
import type { SparkSettings } from "./spark-settings.ts";
import { isOnThisMachine, sparkSubmitOptions } from "./spark-submit-options.ts";

const place: SparkPlace = { executor: "docker", recipeType: "PySpark", cpus: 4.5, memoryInMB: 7000 };
const asked: SparkSettings = {
  driverMemoryInMB: 1000,
  driverCores: 2,
  executorMemoryInMB: 1000,
  executorCores: 2,
  numExecutors: 3,
  className: "com.acme.Train",
  conf: { "spark.sql.shuffle.partitions": "8" },
  args: ["--year", "2010"],
};
const none: SparkSettings = { conf: {}, args: [] };

it.each<[string, SparkSettings, SparkPlace, string]>([
  ["nothing asked", none, place, "--master local[4]"],
  ["half a processor", none, { ...place, cpus: 0.5 }, "--master local[1]"],
  ["threads as written", { ...none, master: "local[3,2]" }, place, "--master local[3,2]"],
  ["Spark's own single thread", { ...none, master: "local" }, place, "--master local[1]"],
  ["local", asked, place, "--master local[4] --driver-memory 4000m --conf spark.sql.shuffle.partitions=8"],
  [
    "as much as there is",
    { ...asked, numExecutors: 9 },
    place,
    "--master local[4] --driver-memory 5000m --conf spark.sql.shuffle.partitions=8",
  ],
  ["fewer threads than processors", { ...none, executorCores: 2 }, place, "--master local[2]"],
  [
    "standalone",
    { ...asked, master: "spark://h:7077" },
    place,
    "--master spark://h:7077 --driver-memory 1000m --executor-memory 1000m --executor-cores 2 --total-executor-cores 6 --conf spark.sql.shuffle.partitions=8",
  ],
  [
    "standalone, one core each where only their number is said",
    { ...none, master: "spark://h:7077", numExecutors: 3 },
    place,
    "--master spark://h:7077 --executor-cores 1 --total-executor-cores 3",
  ],
  [
    "a jar's class and name",
    { ...none, className: "com.acme.Train", name: "retail" },
    { ...place, recipeType: "Spark" },
    "--master local[4] --name retail --class com.acme.Train",
  ],
])("%s", (_, settings, where, words) => {
  expect(sparkSubmitOptions(settings, where).join(" ")).toBe(words);
});

describe("an attempt", () => {
  const launch = {
    name: "instance/retail",
    runId: "run-1",
    eventLog: "/runs/a b/events",
    temporary: "/tmp/a b",
  };

  it("keeps its event log, and the driver to itself where the executors are here", () => {
    const conf = { "spark.driver.extraJavaOptions": "-Dx=1", "spark.submit.pyFiles": "more.zip" };
    const settings = { ...none, conf };
    expect(sparkSubmitOptions(settings, place, { ...launch, pyFiles: ["code.zip"] })).toEqual([
      ...["--master", "local[4]"],
      ...["--name", "instance/retail run-1"],
      ...["--py-files", "code.zip,more.zip"],
      ...["--conf", 'spark.driver.extraJavaOptions=-Djava.io.tmpdir="/tmp/a b" -Dx=1'],
      ...["--conf", "spark.driver.host=127.0.0.1"],
      ...["--conf", "spark.driver.bindAddress=127.0.0.1"],
      ...["--conf", "spark.log.level=WARN"],
      ...["--conf", "spark.sql.warehouse.dir=file:/tmp/a%20b/spark-warehouse"],
      ...["--conf", "spark.ui.enabled=false"],
      ...["--conf", "spark.ui.showConsoleProgress=false"],
      ...["--conf", "spark.eventLog.enabled=true"],
      ...["--conf", "spark.eventLog.dir=file:/runs/a%20b/events"],
      ...["--conf", "spark.eventLog.compress=false"],
      ...["--conf", "spark.eventLog.buffer.kb=1"],
      ...["--conf", "spark.eventLog.rolling.enabled=false"],
    ]);
  });

  it("leaves the driver's address to Spark where executors of other machines have to reach it", () => {
    const words = sparkSubmitOptions({ ...none, master: "spark://h:7077" }, place, launch).join(" ");
    expect(words).not.toContain("spark.driver.host");
    expect(words).not.toContain("bindAddress");
  });

  it.each([
    [undefined, true],
    ["local[2]", true],
    ["spark://127.0.0.1:7077", true],
    ["spark://localhost:7077", true],
    ["spark://localhost.example.org:7077", false],
    ["spark://10.0.0.1:7077", false],
    ["spark://127.0.0.1:7077,10.0.0.1:7077", false],
  ])("%s is on this machine: %s", (master, here) => {
    expect(isOnThisMachine(master)).toBe(here);
  });
});

describe("the command of a plan", () => {
  it.each([
    [["train.py"], "spark-submit --master 'local[4]' --name 'a b' train.py x"],
    [["python", "train.py", "y"], "spark-submit --master 'local[4]' --name 'a b' train.py x y"],
    [["python3", "-m", "retail.train"], "spark-submit --master 'local[4]' --name 'a b' -m retail.train x"],
    [
      ["spark-submit", "--name", "z", "t.py"],
      "spark-submit --master 'local[4]' --name 'a b' --name z t.py x",
    ],
    [["train"], "MLX_SPARK_SUBMIT_OPTIONS='--master '\\''local[4]'\\'' --name '\\''a b'\\''' train x"],
  ])("of %j", (words, command) => {
    expect(describeSparkCommand({ ...none, name: "a b", args: ["x"] }, place, words)).toBe(command);
  });
});
