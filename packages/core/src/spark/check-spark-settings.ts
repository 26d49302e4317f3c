import type { Parameters, TaskSpecification } from "../resource.ts";
import { executorThreads, parseSparkMaster } from "./spark-master.ts";
import type { SparkNumber, SparkSettings } from "./spark-settings.ts";
import {
  propertyNumber,
  sparkNumberProperties,
  sparkNumbers,
  sparkProperties,
  sparkSettings,
  wholeNumber,
} from "./spark-settings.ts";

/** Below this Spark refuses to start. */
const leastHeap = 450;

/**
 * What is wrong with the Spark settings of a task, one text each; fields that there are not are the
 * language's to find. The arguments are those of `sparkSettings`.
 */
export function checkSparkSettings(
  specification: TaskSpecification | undefined,
  parameters: Parameters = {},
): readonly string[] {
  const settings = sparkSettings(specification, parameters);
  const properties = sparkProperties(specification);
  return [
    ...sparkNumbers.flatMap((field) => checkNumber(field, specification, parameters, properties)),
    ...checkLeast(settings),
    ...checkMaster(settings),
    ...Object.entries(properties).flatMap(([name, value]) => checkProperty(name, value)),
    ...checkCores(settings),
  ];
}

function checkNumber(
  field: SparkNumber,
  specification: TaskSpecification | undefined,
  parameters: Parameters,
  properties: { readonly [property: string]: string },
): readonly string[] {
  const written = specification?.type === "SparkTaskSpec" ? specification[field] : undefined;
  const name = sparkNumberProperties[field];
  const property = properties[name];
  const problems: string[] = [];
  if (written !== undefined && wholeNumber(written) === undefined) problems.push(notWhole(field, written));
  const parameter = parameters[field];
  if (parameter !== undefined && wholeNumber(parameter) === undefined)
    problems.push(`the parameter ${notWhole(field, parameter)}`);
  if (property === undefined) return problems;
  const said = propertyNumber(field, property);
  if (said === undefined)
    problems.push(
      field.endsWith("InMB")
        ? `\`${name}\` is ${JSON.stringify(property)}: memory is written as a whole number and one of the letters k, m, g, t, like 512m`
        : notWhole(name, property),
    );
  else if (wholeNumber(written) !== undefined && wholeNumber(written) !== said)
    problems.push(
      `\`${field}\` is ${written} and \`sparkConf\` says \`${name}: ${property}\`: write only one of the two`,
    );
  return problems;
}

function notWhole(field: string, value: unknown): string {
  return `\`${field}\` is ${JSON.stringify(value)}, which is no whole number from 1 on`;
}

function checkLeast(settings: SparkSettings): readonly string[] {
  return (["driverMemoryInMB", "executorMemoryInMB"] as const).flatMap((field) => {
    const value = settings[field];
    if (value === undefined || value >= leastHeap) return [];
    return [`\`${field}\` is ${value} MiB, and Spark does not start with less than ${leastHeap}`];
  });
}

function checkMaster({ master }: SparkSettings): readonly string[] {
  if (master === undefined || parseSparkMaster(master) !== undefined) return [];
  const known = /^(?:yarn|k8s:\/\/|mesos:|local-cluster)/.test(master);
  const what = known ? "a kind of master that mlx does not run yet" : "no master that Spark knows";
  return [
    `\`spark.master\` is ${JSON.stringify(master)}, ${what}: take \`local[N]\`, \`local[*]\`, or \`spark://HOST:PORT\` for a standalone cluster`,
  ];
}

/** mlx reads the run's progress from the event log and keeps it with the run. */
const reserved: { readonly [property: string]: string } = {
  "spark.eventLog.enabled": "mlx keeps the event log with the run",
  "spark.eventLog.dir": "mlx keeps the event log with the run",
  "spark.eventLog.compress": "mlx reads the progress from the event log",
  "spark.eventLog.buffer.kb": "mlx reads the progress from the event log",
  "spark.eventLog.rolling.enabled": "mlx reads the progress from the event log",
  "spark.ui.enabled":
    "a run has no page of its own while it runs; its event log has what the page would show",
  "spark.ui.showConsoleProgress": "mlx shows the progress itself",
};
const memoryProperty = /^spark\.(?:(?:driver|executor)\.memoryOverhead|executor\.pyspark\.memory)$/;

function checkProperty(name: string, value: string): readonly string[] {
  const reason = reserved[name];
  if (reason !== undefined)
    return [`\`${name}\` is set by mlx and is not to stand in \`sparkConf\`: ${reason}`];
  if (name === "spark.submit.deployMode" && value !== "client")
    return [
      `\`spark.submit.deployMode\` is ${JSON.stringify(value)}: mlx runs the driver itself, which is \`client\``,
    ];
  if (!name.startsWith("spark."))
    return [`\`${name}\` in \`sparkConf\` does not begin with \`spark.\`, and Spark would ignore it`];
  if (memoryProperty.test(name) && !/^\d+[kmgt]?b?$/i.test(value))
    return [`\`${name}\` is ${JSON.stringify(value)}: memory is written like 512m or 2g`];
  return [];
}

function checkCores(settings: SparkSettings): readonly string[] {
  const threads = executorThreads(settings);
  const master = parseSparkMaster(settings.master);
  if (threads === undefined || master === undefined) return [];
  const product = "`numExecutors` × `executorCores`";
  if (
    master.type === "local" &&
    settings.master !== "local" &&
    master.threads !== "all" &&
    master.threads !== threads
  )
    return [
      `\`spark.master\` is \`${settings.master}\`, and ${product} is ${threads}: write \`local[*]\`, or only one of the two`,
    ];
  const most = settings.conf["spark.cores.max"];
  if (most !== undefined && settings.numExecutors !== undefined && Number(most) !== threads)
    return [`\`spark.cores.max\` is ${most}, and ${product} is ${threads}: write only one of the two`];
  return [];
}
