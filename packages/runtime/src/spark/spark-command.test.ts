import { describe, expect, it } from "vitest";
import { taskFolders } from "../job/job-folder.ts";
import type { SparkCommandPlace } from "./spark-command.ts";
import { sparkCommand } from "./spark-command.ts";

const place: SparkCommandPlace = {
  executor: "process",
  recipeType: "PySpark",
  cpus: 2,
  folders: taskFolders("/job/ml"),
  eventLog: "/job/events",
  temporary: "/job/tmp",
  submit: "/spark/bin/spark-submit",
  python: "/env/bin/python",
};
const submission = {
  runId: "run-1",
  instance: "instance/retail",
  origin: { source: "./recipe" },
  parameters: {},
  specification: { type: "SparkTaskSpec", args: ["a"] },
} as const;
const cluster = {
  ...submission,
  specification: { type: "SparkTaskSpec", sparkConf: { "spark.master": "spark://h:7077" } },
} as const;

/** The words without Spark's options. */
function split(words: readonly string[]) {
  const first = words.indexOf("--master");
  const last = words.lastIndexOf("--conf") + 2;
  return { before: words.slice(0, first), after: words.slice(last), options: words.slice(first, last) };
}

describe("the words", () => {
  it.each<[readonly [string, ...string[]], readonly string[]]>([
    [["train.py"], ["train.py", "a"]],
    [
      ["python", "train.py", "b"],
      ["train.py", "a", "b"],
    ],
    [
      ["app.jar", "b"],
      ["app.jar", "a", "b"],
    ],
    [
      ["-m", "retail.train", "b"],
      ["/job/ml/input/config/spark-module.py", "retail.train", "a", "b"],
    ],
    [
      ["spark-submit", "--name", "x", "t.py"],
      ["--name", "x", "t.py", "a"],
    ],
  ])("of %j", (words, after) => {
    const command = split(sparkCommand(submission, words, place).words);
    expect(command.before).toEqual(["/spark/bin/spark-submit"]);
    expect(command.after).toEqual(after);
    expect(command.options).toContain("spark.eventLog.dir=file:/job/events");
  });

  it("pack the modules for executors that do not see the folder", () => {
    const { words, files } = sparkCommand(cluster, ["-m", "retail.train"], place);
    const { before, options } = split(words);
    expect(before).toEqual([
      "/env/bin/python",
      "/job/ml/input/config/spark-code.py",
      "/job/tmp/mlx-code.zip",
      "/job/ml/code",
      "/spark/bin/spark-submit",
    ]);
    expect(options.join(" ")).toContain("--py-files /job/tmp/mlx-code.zip");
    expect(Object.keys(files).sort()).toEqual(["spark-code.py", "spark-module.py"]);
  });

  it.each([
    [{ ...cluster, origin: { image: "acme/retail" } }, ["train.py"] as const],
    [cluster, ["app.jar"] as const],
    [submission, ["train.py"] as const],
  ])("pack nothing else: %#", (task, words) => {
    const command = sparkCommand(task, words, place);
    expect(command.words[0]).toBe("/spark/bin/spark-submit");
    expect(command.words).not.toContain("--py-files");
    expect(command.files).toEqual({});
  });
});

describe("the variables", () => {
  it("name the Python, and keep Spark to this machine where it is on it", () => {
    expect(sparkCommand(submission, ["train.py"], place).variables).toEqual({
      PYSPARK_DRIVER_PYTHON: "/env/bin/python",
      PYSPARK_PYTHON: "/env/bin/python",
      SPARK_LOCAL_IP: "127.0.0.1",
    });
    expect(sparkCommand(cluster, ["train.py"], place).variables).toEqual({
      PYSPARK_DRIVER_PYTHON: "/env/bin/python",
    });
  });

  it("hand the options to a program that starts Spark itself", () => {
    const { words, variables } = sparkCommand(submission, ["python3", "-c", "1"], place);
    expect(words).toEqual(["/env/bin/python", "-c", "1", "a"]);
    expect(variables.MLX_SPARK_SUBMIT_OPTIONS).toMatch(
      /^--master 'local\[2\]' --name 'instance\/retail run-1' --conf /,
    );
    expect(variables.PYSPARK_SUBMIT_ARGS).toBe(`${variables.MLX_SPARK_SUBMIT_OPTIONS} pyspark-shell`);
    expect(variables.SPARK_SUBMIT_OPTS).toContain(
      "-Djava.io.tmpdir=/job/tmp -Dspark.ui.enabled=false -Dspark.ui.showConsoleProgress=false -Dspark.eventLog.enabled=true -Dspark.eventLog.dir=file:/job/events",
    );
  });
});
