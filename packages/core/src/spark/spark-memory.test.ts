import { expect, it } from "vitest";
import type { SparkPlace } from "./spark-memory.ts";
import { checkSparkMemory, sparkMemory } from "./spark-memory.ts";
import type { SparkSettings } from "./spark-settings.ts";

const process: SparkPlace = { executor: "process", recipeType: "PySpark", cpus: 4 };
const container: SparkPlace = { ...process, executor: "docker" };
const settings = (fields: Partial<SparkSettings>): SparkSettings => ({ conf: {}, args: [], ...fields });
const four = settings({ driverMemoryInMB: 1000, executorMemoryInMB: 2000, numExecutors: 4 });

it.each<[string, SparkSettings, SparkPlace, [heap: number, overhead: number, least: number]]>([
  ["Spark's default", settings({}), process, [1024, 384, 1408]],
  ["one JVM holds driver and executors", four, process, [9000, 900, 3384]],
  ["Python's processes count in a container", four, container, [9000, 3600, 4200]],
  ["a jar has none", four, { ...container, recipeType: "Spark" }, [9000, 900, 3384]],
  ["no more than there is", four, { ...container, memoryInMB: 7000 }, [5000, 2000, 4200]],
  ["never less than one executor", four, { ...container, memoryInMB: 100 }, [3000, 1200, 4200]],
  [
    "executors of a cluster are elsewhere",
    { ...four, master: "spark://h:7077" },
    container,
    [1000, 400, 1400],
  ],
  [
    "overhead as written",
    { ...four, conf: { "spark.driver.memoryOverhead": "1g" } },
    container,
    [9000, 1024, 4024],
  ],
  [
    "overhead factor as written",
    { ...four, conf: { "spark.driver.memoryOverheadFactor": "0.2" } },
    container,
    [9000, 1800, 3600],
  ],
])("%s", (_, asked, place, [heapInMB, overheadInMB, leastInMB]) => {
  expect(sparkMemory(asked, place)).toEqual({
    heapInMB,
    overheadInMB,
    leastInMB,
    totalInMB: heapInMB + overheadInMB,
  });
});

it("fills the memory that there is and never exceeds it", () => {
  for (let memoryInMB = 1400; memoryInMB < 30_000; memoryInMB += 7) {
    for (const place of [process, container]) {
      const asked = settings({ driverMemoryInMB: 512, executorMemoryInMB: 480, numExecutors: 1000 });
      const { totalInMB } = sparkMemory(asked, { ...place, memoryInMB });
      expect(totalInMB).toBeLessThanOrEqual(memoryInMB);
      expect(totalInMB).toBeGreaterThan(memoryInMB - 3);
    }
  }
});

it("says with the numbers what cannot fit", () => {
  expect(checkSparkMemory(four, { ...container, memoryInMB: 4200 })).toBeUndefined();
  expect(checkSparkMemory(four, container)).toBeUndefined();
  expect(checkSparkMemory(four, { ...container, memoryInMB: 4199 })).toBe(
    "Spark needs 4,200 MiB (1,000 for the driver + 2,000 for an executor in the same process + 1,200 beside the heap), and there are 4,199 MiB",
  );
  expect(checkSparkMemory(settings({}), { ...process, memoryInMB: 1024 })).toBe(
    "Spark needs 1,408 MiB (1,024 for the driver (Spark's default) + 384 beside the heap), and there are 1,024 MiB",
  );
});
