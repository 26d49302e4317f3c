/** What a Spark task asks for, merged from its specification and its parameters. */
import { isJsonObject } from "../json.ts";
import type { Parameters, ParameterValue, TaskSpecification } from "../resource.ts";
import { parseSparkMemory } from "./spark-memory-text.ts";

/** The fields that parameters of the same name stand in for. */
export const sparkNumbers = [
  "driverMemoryInMB",
  "driverCores",
  "executorMemoryInMB",
  "executorCores",
  "numExecutors",
] as const;
export type SparkNumber = (typeof sparkNumbers)[number];

/** Memory in MiB; absent: Spark's own default. */
export type SparkSettings = { readonly [field in SparkNumber]?: number } & {
  /** As written: `local[4]`, `spark://host:7077`; absent: local. */
  readonly master?: string;
  readonly className?: string;
  readonly name?: string;
  /** Without the properties that stand in the other fields. */
  readonly conf: { readonly [property: string]: string };
  /** Arguments of the application, before those of the recipe's command. */
  readonly args: readonly string[];
};

/** Spark's names of what has a field of its own. */
export const sparkNumberProperties: { readonly [field in SparkNumber]: string } = {
  driverMemoryInMB: "spark.driver.memory",
  driverCores: "spark.driver.cores",
  executorMemoryInMB: "spark.executor.memory",
  executorCores: "spark.executor.cores",
  numExecutors: "spark.executor.instances",
};
const ownProperties = new Set(["spark.master", "spark.app.name", ...Object.values(sparkNumberProperties)]);

/**
 * A field of the specification wins over the same as a property in its `sparkConf`, and that over the
 * parameter of that name. `parameters` are the task's, merged (recipe, instance, experiment, run).
 * What `checkSparkSettings` complains about is left out here.
 */
export function sparkSettings(
  specification: TaskSpecification | undefined,
  parameters: Parameters = {},
): SparkSettings {
  const written = specification?.type === "SparkTaskSpec" ? specification : undefined;
  const conf = sparkProperties(specification);
  const numbers: { [field in SparkNumber]?: number } = {};
  for (const field of sparkNumbers) {
    const property = conf[sparkNumberProperties[field]];
    const value =
      wholeNumber(written?.[field]) ?? propertyNumber(field, property) ?? wholeNumber(parameters[field]);
    if (value !== undefined) numbers[field] = value;
  }
  const master = conf["spark.master"]?.trim();
  const name = text(written?.name) ?? conf["spark.app.name"];
  const className = text(written?.className);
  const args = written?.args;
  return {
    ...numbers,
    ...(master === undefined || master === "" ? {} : { master }),
    ...(className === undefined ? {} : { className }),
    ...(name === undefined ? {} : { name }),
    conf: Object.fromEntries(Object.entries(conf).filter(([property]) => !ownProperties.has(property))),
    args: Array.isArray(args) ? args.map(String) : [],
  };
}

/** All of `sparkConf`, as texts. */
export function sparkProperties(specification: TaskSpecification | undefined): {
  readonly [property: string]: string;
} {
  const conf = specification?.type === "SparkTaskSpec" ? specification.sparkConf : undefined;
  if (!isJsonObject(conf)) return {};
  return Object.fromEntries(Object.entries(conf).map(([property, value]) => [property, String(value)]));
}

/** A number from 1 on, written as such or as text. */
export function wholeNumber(value: ParameterValue | undefined): number | undefined {
  const number = typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 1 ? number : undefined;
}

/** What a property of Spark says in the unit of its field. */
export function propertyNumber(field: SparkNumber, property: string | undefined): number | undefined {
  if (property === undefined) return undefined;
  return field.endsWith("InMB") ? parseSparkMemory(property) : wholeNumber(property);
}

function text(value: ParameterValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
