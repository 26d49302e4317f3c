/** How much memory a Spark task needs where its driver runs. All in MiB. */
import type { ExecutorName } from "../container.ts";
import type { RecipeType } from "../resource.ts";
import { isLocalMaster } from "./spark-master.ts";
import { parseSparkMemory } from "./spark-memory-text.ts";
import type { SparkSettings } from "./spark-settings.ts";

export interface SparkPlace {
  readonly executor: ExecutorName;
  readonly recipeType: RecipeType;
  /** Processors that the task may use. */
  readonly cpus: number;
  /** Memory that the task may use: its limit, else the machine's. Absent: as much as it wants. */
  readonly memoryInMB?: number;
}

export interface SparkMemory {
  /** Heap of the Java machine that runs here: the driver's, and with a local master the executors' in it. */
  readonly heapInMB: number;
  /** What else that machine takes, and the Python processes beside it. */
  readonly overheadInMB: number;
  readonly totalInMB: number;
  /** With less than this it cannot run at all: of the executors of a local master, one. */
  readonly leastInMB: number;
}

/** Spark's own default of the driver. */
const defaultDriverMemory = 1024;
const leastOverhead = 384;

/**
 * With a local master there is one Java machine, so that the executors' memory is added to the
 * driver's, as far as there is memory for it.
 */
export function sparkMemory(settings: SparkSettings, place: SparkPlace): SparkMemory {
  const driver = settings.driverMemoryInMB ?? defaultDriverMemory;
  const executor = isLocalMaster(settings) ? (settings.executorMemoryInMB ?? 0) : 0;
  const least = driver + executor;
  const wanted = driver + executor * (settings.numExecutors ?? 1);
  const most = place.memoryInMB === undefined ? wanted : largestHeap(place.memoryInMB, settings, place);
  const heapInMB = Math.max(least, Math.min(wanted, most));
  const overheadInMB = overhead(heapInMB, settings, place);
  return {
    heapInMB,
    overheadInMB,
    totalInMB: heapInMB + overheadInMB,
    leastInMB: least + overhead(least, settings, place),
  };
}

/** Why the task cannot run in the memory that there is, with the numbers. */
export function checkSparkMemory(settings: SparkSettings, place: SparkPlace): string | undefined {
  const { memoryInMB } = place;
  const { leastInMB } = sparkMemory(settings, place);
  if (memoryInMB === undefined || leastInMB <= memoryInMB) return undefined;
  const { driverMemoryInMB, executorMemoryInMB } = settings;
  const driver = driverMemoryInMB ?? defaultDriverMemory;
  const executor = isLocalMaster(settings) ? (executorMemoryInMB ?? 0) : 0;
  const parts = [
    `${format(driver)} for the driver${driverMemoryInMB === undefined ? " (Spark's default)" : ""}`,
    ...(executor === 0 ? [] : [`${format(executor)} for an executor in the same process`]),
    `${format(leastInMB - driver - executor)} beside the heap`,
  ];
  return `Spark needs ${format(leastInMB)} MiB (${parts.join(" + ")}), and there are ${format(memoryInMB)} MiB`;
}

/** Share of the heap that is needed beside it: Python's processes in a container count against its limit. */
function overheadFactor({ conf }: SparkSettings, { executor, recipeType }: SparkPlace): number {
  const written = Number(conf["spark.driver.memoryOverheadFactor"]);
  if (written > 0) return written;
  return executor === "docker" && recipeType === "PySpark" ? 0.4 : 0.1;
}

function fixedOverhead({ conf }: SparkSettings): number | undefined {
  const text = conf["spark.driver.memoryOverhead"];
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) : parseSparkMemory(text);
}

function overhead(heap: number, settings: SparkSettings, place: SparkPlace): number {
  const share = Math.ceil(heap * overheadFactor(settings, place));
  return fixedOverhead(settings) ?? Math.max(leastOverhead, share);
}

/** The largest heap that fits with its overhead. */
function largestHeap(memory: number, settings: SparkSettings, place: SparkPlace): number {
  const fixed = fixedOverhead(settings);
  if (fixed !== undefined) return memory - fixed;
  const factor = overheadFactor(settings, place);
  const share = Math.floor(memory / (1 + factor));
  // Rounding up the overhead may take one more than is left.
  const fitting = share + Math.ceil(share * factor) > memory ? share - 1 : share;
  return Math.min(memory - leastOverhead, fitting);
}

function format(value: number): string {
  return value.toLocaleString("en");
}
