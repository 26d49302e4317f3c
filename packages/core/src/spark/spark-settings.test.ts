import { expect, it } from "vitest";
import type { TaskSpecification } from "../resource.ts";
import { sparkSettings } from "./spark-settings.ts";

const spark = (fields: Omit<TaskSpecification, "type">): TaskSpecification => ({
  type: "SparkTaskSpec",
  ...fields,
});

it("takes a field of the specification over its property, and that over the parameter", () => {
  const specification = spark({
    driverMemoryInMB: 700,
    executorCores: "2",
    name: "retail",
    className: "com.acme.Train",
    sparkConf: {
      "spark.driver.memory": "700m",
      "spark.executor.memory": "2g",
      "spark.master": "spark://h:7077",
      "spark.sql.shuffle.partitions": "8",
    },
    args: ["--year", "2010"],
  });
  const parameters = {
    driverMemoryInMB: 1,
    executorMemoryInMB: 1,
    executorCores: 9,
    numExecutors: " 3 ",
    rounds: 5,
  };
  expect(sparkSettings(specification, parameters)).toEqual({
    driverMemoryInMB: 700,
    executorMemoryInMB: 2048,
    executorCores: 2,
    numExecutors: 3,
    master: "spark://h:7077",
    name: "retail",
    className: "com.acme.Train",
    conf: { "spark.sql.shuffle.partitions": "8" },
    args: ["--year", "2010"],
  });
});

it("is empty where nothing is said, or what is said makes no sense", () => {
  const empty = { conf: {}, args: [] };
  expect(sparkSettings(undefined)).toEqual(empty);
  expect(sparkSettings({ type: "ContainerTaskSpec", cpus: 2 }, { numExecutors: 0.5 })).toEqual(empty);
  const secret = { secret: { env: "CORES" } };
  expect(
    sparkSettings(spark({ driverMemoryInMB: -1, name: "", sparkConf: [] }), { executorCores: secret }),
  ).toEqual(empty);
});
