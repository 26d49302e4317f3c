import { expect, it } from "vitest";
import type { Parameters, TaskSpecification } from "../resource.ts";
import { checkSparkSettings } from "./check-spark-settings.ts";

type Fields = Omit<TaskSpecification, "type">;
const check = (fields: Fields, parameters: Parameters = {}) =>
  checkSparkSettings({ type: "SparkTaskSpec", ...fields }, parameters);
const conf = (name: string, value: string): Fields => ({ sparkConf: { [name]: value } });

it.each<[Fields, Parameters?]>([
  [{ driverMemoryInMB: 512, executorMemoryInMB: 450, numExecutors: 2 }],
  [{ executorCores: 2, ...conf("spark.master", "local[2]") }],
  [conf("spark.master", "local"), { numExecutors: 4 }],
  [conf("spark.master", "local[*]"), { numExecutors: "4" }],
  [conf("spark.master", "local[2,4]")],
  [conf("spark.master", "spark://a:7077,b:7077")],
  [{ driverMemoryInMB: 1024, ...conf("spark.driver.memory", "1g") }],
  [conf("spark.submit.deployMode", "client")],
  [{ numExecutors: 2, executorCores: 2, ...conf("spark.cores.max", "4") }],
  [conf("spark.executor.memoryOverhead", "512")],
])("accepts %j with %j", (fields, parameters) => {
  expect(check(fields, parameters)).toEqual([]);
});

it.each<[Fields, Parameters, string[]]>([
  [{ driverMemoryInMB: 0 }, {}, ["`driverMemoryInMB` is 0, which is no whole number from 1 on"]],
  [
    {},
    { numExecutors: "many" },
    ['the parameter `numExecutors` is "many", which is no whole number from 1 on'],
  ],
  [
    { executorMemoryInMB: 449 },
    {},
    ["`executorMemoryInMB` is 449 MiB, and Spark does not start with less than 450"],
  ],
  [
    conf("spark.driver.memory", "1024"),
    {},
    [
      '`spark.driver.memory` is "1024": memory is written as a whole number and one of the letters k, m, g, t, like 512m',
    ],
  ],
  [
    { executorMemoryInMB: 1024, ...conf("spark.executor.memory", "2g") },
    {},
    [
      "`executorMemoryInMB` is 1024 and `sparkConf` says `spark.executor.memory: 2g`: write only one of the two",
    ],
  ],
  [
    conf("spark.executor.cores", "two"),
    {},
    ['`spark.executor.cores` is "two", which is no whole number from 1 on'],
  ],
  [
    conf("spark.master", "yarn"),
    {},
    [
      '`spark.master` is "yarn", a kind of master that mlx does not run yet: take `local[N]`, `local[*]`, or `spark://HOST:PORT` for a standalone cluster',
    ],
  ],
  [
    conf("spark.master", "local[0]"),
    {},
    [
      '`spark.master` is "local[0]", no master that Spark knows: take `local[N]`, `local[*]`, or `spark://HOST:PORT` for a standalone cluster',
    ],
  ],
  [
    { numExecutors: 4, ...conf("spark.master", "local[2]") },
    {},
    [
      "`spark.master` is `local[2]`, and `numExecutors` × `executorCores` is 4: write `local[*]`, or only one of the two",
    ],
  ],
  [
    { numExecutors: 4, ...conf("spark.cores.max", "2") },
    {},
    ["`spark.cores.max` is 2, and `numExecutors` × `executorCores` is 4: write only one of the two"],
  ],
  [
    conf("spark.eventLog.dir", "/tmp"),
    {},
    [
      "`spark.eventLog.dir` is set by mlx and is not to stand in `sparkConf`: mlx keeps the event log with the run",
    ],
  ],
  [
    conf("spark.submit.deployMode", "cluster"),
    {},
    ['`spark.submit.deployMode` is "cluster": mlx runs the driver itself, which is `client`'],
  ],
  [
    conf("sql.shuffle.partitions", "8"),
    {},
    ["`sql.shuffle.partitions` in `sparkConf` does not begin with `spark.`, and Spark would ignore it"],
  ],
  [
    conf("spark.driver.memoryOverhead", "much"),
    {},
    ['`spark.driver.memoryOverhead` is "much": memory is written like 512m or 2g'],
  ],
])("%j with %j", (fields, parameters, problems) => {
  expect(check(fields, parameters)).toEqual(problems);
});

it("checks the parameters also where there is no specification", () => {
  expect(checkSparkSettings(undefined, { driverMemoryInMB: 100 })).toEqual([
    "`driverMemoryInMB` is 100 MiB, and Spark does not start with less than 450",
  ]);
});
