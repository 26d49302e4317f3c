import { execute, joinLines, readLines } from "../src/testing/conformance-tasks.ts";
import type { SparkHarness } from "./spark-harness.ts";

/** `SPARK_HOME` of the environment that the harness' tasks run in; made where it is not there. */
export async function findTestSpark(harness: SparkHarness): Promise<string> {
  const task = await harness.task(
    { "train.py": "import pyspark\nprint(pyspark.__path__[0])\n" },
    { recipeType: "Python" },
  );
  const { handle } = await execute(harness.executor, task, 300_000);
  return joinLines(await readLines(harness.executor, handle)).trim();
}
