import { executorThreads, isLocalMaster, sparkMaster } from "./spark-master.ts";
import type { SparkPlace } from "./spark-memory.ts";
import { sparkMemory } from "./spark-memory.ts";
import type { SparkSettings } from "./spark-settings.ts";

/** What is known only when an attempt is started. Folders are absolute, as the driver sees them. */
export interface SparkLaunch {
  /** Name of the application where the settings have none; the run's id is put behind it. */
  readonly name: string;
  readonly runId: string;
  /** Where the event log is to lie. */
  readonly eventLog: string;
  /** Where Java may unpack and load native code. */
  readonly temporary: string;
  /** Archives of Python modules for the executors. */
  readonly pyFiles?: readonly string[];
}

/**
 * The words between `spark-submit` and the application. Without `launch`, as a plan shows them: what
 * an attempt adds for its event log is left out.
 */
export function sparkSubmitOptions(
  settings: SparkSettings,
  place: SparkPlace,
  launch?: SparkLaunch,
): readonly string[] {
  const { className, conf } = settings;
  const name = settings.name ?? launch?.name;
  const pyFiles = [...(launch?.pyFiles ?? []), ...(conf["spark.submit.pyFiles"] ?? "").split(",")];
  const properties = { ...conf, ...(launch === undefined ? {} : launchProperties(settings, launch)) };
  return [
    ...option("--master", sparkMaster(settings, place.cpus)),
    ...(isLocalMaster(settings) ? localMemory(settings, place) : clusterSize(settings)),
    ...option("--name", name === undefined || launch === undefined ? name : `${name} ${launch.runId}`),
    ...option("--class", place.recipeType === "PySpark" ? undefined : className),
    ...option("--py-files", pyFiles.filter((file) => file !== "").join(",") || undefined),
    ...Object.entries(properties)
      .filter(([property]) => property !== "spark.submit.pyFiles")
      .flatMap(([property, value]) => ["--conf", `${property}=${value}`]),
  ];
}

function localMemory(settings: SparkSettings, place: SparkPlace): readonly string[] {
  const { driverMemoryInMB, executorMemoryInMB } = settings;
  if (driverMemoryInMB === undefined && executorMemoryInMB === undefined) return [];
  return option("--driver-memory", `${sparkMemory(settings, place).heapInMB}m`);
}

/** A standalone cluster knows no number of executors: it follows from the cores of all and of one. */
function clusterSize(settings: SparkSettings): readonly string[] {
  const { driverMemoryInMB, executorMemoryInMB, executorCores, numExecutors } = settings;
  const cores = executorCores ?? (numExecutors === undefined ? undefined : 1);
  const total = numExecutors === undefined ? undefined : executorThreads(settings);
  return [
    ...option("--driver-memory", driverMemoryInMB && `${driverMemoryInMB}m`),
    ...option("--executor-memory", executorMemoryInMB && `${executorMemoryInMB}m`),
    ...option("--executor-cores", cores?.toString()),
    ...option("--total-executor-cores", total?.toString()),
  ];
}

function option(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [name, value.toString()];
}

const javaOptions = "spark.driver.extraJavaOptions";

/** These win over the settings' own, which `checkSparkSettings` has found free of them. */
function launchProperties(
  { master, conf }: SparkSettings,
  { eventLog, temporary }: SparkLaunch,
): { readonly [property: string]: string } {
  const java = [`-Djava.io.tmpdir=${quoteJavaOption(temporary)}`, conf[javaOptions] ?? ""];
  return {
    ...(isOnThisMachine(master)
      ? {
          "spark.driver.host": conf["spark.driver.host"] ?? "127.0.0.1",
          "spark.driver.bindAddress": conf["spark.driver.bindAddress"] ?? "127.0.0.1",
        }
      : {}),
    // Else every task writes lines, which bury the program's own; mlx shows the progress.
    "spark.log.level": conf["spark.log.level"] ?? "WARN",
    [javaOptions]: java.join(" ").trim(),
    // Spark's default lies in the code's folder, which may be read-only.
    "spark.sql.warehouse.dir": conf["spark.sql.warehouse.dir"] ?? fileUrl(`${temporary}/spark-warehouse`),
    ...recordProperties(eventLog),
  };
}

/** Spark's record of the run, as mlx reads it while it grows, and keeps it. */
export function recordProperties(eventLog: string): { readonly [property: string]: string } {
  return {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "true",
    "spark.eventLog.dir": fileUrl(eventLog),
    "spark.eventLog.compress": "false",
    "spark.eventLog.buffer.kb": "1",
    "spark.eventLog.rolling.enabled": "false",
  };
}

function fileUrl(path: string): string {
  return `file:${encodeURI(path)}`;
}

/** Whether nothing outside of this machine has to reach the driver. */
export function isOnThisMachine(master: string | undefined): boolean {
  return (
    master === undefined || /^local\b|^spark:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?$/.test(master)
  );
}

function quoteJavaOption(text: string): string {
  return /\s|"/.test(text) ? `"${text.replaceAll(/(["\\])/g, "\\$1")}"` : text;
}
