import { describe, expect, it } from "vitest";
import { explainSparkFailure } from "./explain-spark-failure.ts";

const lines = (text: string) => text.split("\n");
const frames = `	at org.apache.spark.rdd.RDD.collect(RDD.scala:1123)
	at java.base/java.lang.Thread.run(Thread.java:840)
	... 12 more`;

/** What Spark 4 really said, shortened. */
describe("a program in Python", () => {
  it("has its own error, wherever on the cluster it happened", () => {
    const stdout = `rows 7
Traceback (most recent call last):
  File "/job/code/train.py", line 11, in <module>
    rdd.map(divide).collect()
  File "/env/lib/python3.11/site-packages/pyspark/python/lib/pyspark.zip/pyspark/core/rdd.py", line 1699, in collect
pyspark.errors.exceptions.captured.PythonException: An exception was thrown from the Python worker:
Traceback (most recent call last):
  File "/env/lib/python3.11/site-packages/pyspark/python/lib/pyspark.zip/pyspark/worker.py", line 4327, in invoke_udf
    run_process()
  File "/job/code/train.py", line 7, in divide
    return 1 / x
           ~~^~~
ZeroDivisionError: division by zero`;
    expect(
      explainSparkFailure(lines(stdout), lines(`26/11/20 22:25:26 ERROR Executor: Exception\n${frames}`)),
    ).toEqual({
      lines: [
        "Traceback (most recent call last):",
        '  File "/job/code/train.py", line 7, in divide',
        "    return 1 / x",
        "           ~~^~~",
        "ZeroDivisionError: division by zero",
      ],
      hints: [],
    });
  });

  it("has what Java says behind the call that failed", () => {
    const stdout = `Traceback (most recent call last):
  File "/job/code/train.py", line 3, in <module>
    frame.write.parquet("/x")
  File "/env/lib/python3.11/site-packages/py4j/protocol.py", line 327, in get_return_value
py4j.protocol.Py4JJavaError: An error occurred while calling o58.parquet.
: org.apache.spark.SparkException: Job aborted.
${frames}
Caused by: java.io.IOException: Mkdirs failed to create file:/x
${frames}
`;
    expect(explainSparkFailure(lines(stdout), [])?.lines).toEqual([
      "Traceback (most recent call last):",
      '  File "/job/code/train.py", line 3, in <module>',
      '    frame.write.parquet("/x")',
      "java.io.IOException: Mkdirs failed to create file:/x",
    ]);
    expect(explainSparkFailure(lines(stdout.replace(/Caused by.*\n/, "")), [])?.lines.at(-1)).toBe(
      "org.apache.spark.SparkException: Job aborted.",
    );
  });

  it("is read from its errors where it started Spark itself", () => {
    const stderr = `Setting default log level to "WARN".
Traceback (most recent call last):
  File "train.py", line 1, in <module>
KeyError: 'price'
26/11/20 22:25:26 INFO SparkContext: Successfully stopped`;
    expect(explainSparkFailure(["no traceback here"], lines(stderr))?.lines.at(-1)).toBe("KeyError: 'price'");
  });
});

it.each([
  [
    `Exception in thread "main" java.lang.RuntimeException: training failed
${frames}
Caused by: java.lang.IllegalStateException: no rows
${frames}`,
    ["java.lang.RuntimeException: training failed", "java.lang.IllegalStateException: no rows"],
  ],
  [
    `26/11/20 22:25:26 WARN NativeCodeLoader: Unable
Error: Failed to load class com.acme.Train.
26/11/20 22:25:26 INFO ShutdownHookManager: Shutdown hook called`,
    ["Error: Failed to load class com.acme.Train."],
  ],
  [
    `WARNING: Using incubator modules: jdk.incubator.vector
Using Spark's default log4j profile: org/apache/spark/log4j2-defaults.properties
26/11/20 22:25:26 WARN NativeCodeLoader: Unable
26/11/20 22:25:26 ERROR SparkContext: Error initializing SparkContext.
org.apache.spark.SparkException: Could not parse Master URL: 'x'
${frames}
`,
    [
      "26/11/20 22:25:26 ERROR SparkContext: Error initializing SparkContext.",
      "org.apache.spark.SparkException: Could not parse Master URL: 'x'",
    ],
  ],
])("finds what a program in Java says: %#", (stderr, expected) => {
  expect(explainSparkFailure([], lines(stderr))).toEqual({ lines: expected, hints: [] });
});

it.each([
  [
    "java.lang.OutOfMemoryError: Java heap space",
    "Java ran out of heap: give the driver more by `driverMemoryInMB`; with a local master the executors' memory is the driver's",
  ],
  [
    "Caused by: java.lang.UnsatisfiedLinkError: /tmp/snappy-1.so: /tmp/snappy-1.so: failed to map segment from shared object",
    "`container.tmpExec: true` lets Java load the native code that it unpacks into /tmp",
  ],
])("says what helps: %s", (said, hint) => {
  const stderr = `26/11/20 22:25:26 ERROR Executor: Exception in task 0.0\n${said}\n${frames}`;
  expect(explainSparkFailure([], lines(stderr))?.hints).toEqual([hint]);
});

it("says nothing where there is nothing, and never much", () => {
  expect(explainSparkFailure(["done"], ["26/11/20 22:25:26 INFO x: y"])).toBeUndefined();
  expect(explainSparkFailure(["Traceback (most recent call last):"], [])).toBeUndefined();
  const many = Array.from({ length: 100 }, (_, index) => `line ${index}`);
  expect(explainSparkFailure([], many)?.lines).toEqual(many.slice(-20));
});
