import { expect, it } from "vitest";
import { readSpecification } from "./specification.ts";

const read = (
  ...[written, recipe, parameters]: [
    Parameters<typeof readSpecification>[0],
    Parameters<typeof readSpecification>[1],
    Parameters<typeof readSpecification>[3]?,
  ]
) => readSpecification(written, recipe, "s", parameters);

it("takes numbers that are texts", () => {
  expect(read({ type: "ContainerTaskSpec", cpus: "1", gpus: "0", memoryInMB: 512 }, "Python")).toEqual({
    type: "ContainerTaskSpec",
    cpus: 1,
    memoryInMB: 512,
  });
});

it("takes over what has a meaning for the other kind", () => {
  const spark = { type: "SparkTaskSpec", executorCores: 5, numExecutors: 5, executorMemoryInMB: 2048 };
  expect(read(spark, "Python")).toEqual({ type: "ContainerTaskSpec", cpus: 5, memoryInMB: 2048 });
  expect(read({ type: "ContainerTaskSpec", cpus: 2, memoryInMB: 1024 }, "PySpark")).toEqual({
    type: "SparkTaskSpec",
    executorCores: 2,
    driverMemoryInMB: 1024,
  });
});

it("takes a part of Spark's, and Spark's parameters below it", () => {
  expect(read({ type: "SparkTaskSpec", executorCores: 5, numExecutors: 5 }, "Spark")).toEqual({
    type: "SparkTaskSpec",
    executorCores: 5,
    numExecutors: 5,
  });
  expect(read(undefined, "PySpark", { driverMemory: "2048", executorMemory: "4096" })).toEqual({
    type: "SparkTaskSpec",
    driverMemoryInMB: 2048,
    executorMemoryInMB: 4096,
  });
  expect(read(undefined, "PySpark", { n: "1" })).toBeUndefined();
  expect(read(undefined, "Python", { driverMemory: "2048" })).toBeUndefined();
});

it.each([
  [{ cpus: "many" }, 's.cpus: it is a number, not "many"'],
  [{ cpus: 0 }, "s.cpus: it is a number above 0, not 0"],
  [{ memoryInMB: 1.5 }, "s.memoryInMB: it is a whole number, not 1.5"],
  [
    { sparkConf: { "spark.password": "geheim" } },
    "s.sparkConf.spark.password: its name says that it is a secret, and Spark's properties are kept and told as they are",
  ],
  [{ numExecutors: -1 }, "s.numExecutors: it is a number above 0, not -1"],
])("refuses %j", (written, summary) => {
  expect(() => read(written, "Python")).toThrow(expect.objectContaining({ summary }));
});
