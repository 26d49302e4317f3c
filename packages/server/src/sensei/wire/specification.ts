/** `tasks[].specification`: what a client says a task needs, and what of it means something for the recipe. */
import { looksSecret } from "@mlx/app";
import { isJsonObject, type Json, type JsonObject, type RecipeType } from "@mlx/core";
import { invalidValue } from "../errors.ts";
import { describe, readNumber } from "./read-fields.ts";

const sparkNumbers = [
  "driverMemoryInMB",
  "driverCores",
  "executorMemoryInMB",
  "executorCores",
  "numExecutors",
] as const;
const containerNumbers = ["cpus", "gpus", "memoryInMB", "diskSizeInGB", "instances"] as const;
const mayBeZero: ReadonlySet<string> = new Set(["gpus", "diskSizeInGB"]);

/**
 * In the language, of the kind that fits the recipe: of the other kind cores and memory are taken over, and what
 * has no meaning there is left out. Numbers may be texts. `parameters`: Spark's, as the API also takes them.
 * Failures: 8541.
 */
export function readSpecification(
  written: JsonObject | undefined,
  recipe: RecipeType,
  field: string,
  parameters: { readonly [name: string]: Json } = {},
): JsonObject | undefined {
  const isSpark = recipe === "PySpark" || recipe === "Spark";
  const numbers = readNumbers(written ?? {}, field);
  const texts = readSparkTexts(written ?? {}, field);
  if (!isSpark) {
    if (written === undefined) return undefined;
    const cpus = numbers.cpus ?? numbers.executorCores;
    const memoryInMB = numbers.memoryInMB ?? numbers.executorMemoryInMB;
    const cmd = typeof written.cmd === "string" && written.cmd.trim() !== "" ? { cmd: written.cmd } : {};
    return {
      type: "ContainerTaskSpec",
      ...cmd,
      ...(cpus === undefined ? {} : { cpus }),
      ...(memoryInMB === undefined ? {} : { memoryInMB }),
      ...pick(numbers, ["gpus", "diskSizeInGB", "instances"]),
    };
  }
  const driverMemoryInMB = numbers.driverMemoryInMB ?? numbers.memoryInMB ?? whole(parameters.driverMemory);
  const executorMemoryInMB = numbers.executorMemoryInMB ?? whole(parameters.executorMemory);
  const executorCores = numbers.executorCores ?? numbers.cpus;
  const own = {
    ...texts,
    ...(driverMemoryInMB === undefined ? {} : { driverMemoryInMB }),
    ...(executorMemoryInMB === undefined ? {} : { executorMemoryInMB }),
    ...(executorCores === undefined ? {} : { executorCores }),
    ...pick(numbers, ["driverCores", "numExecutors"]),
  };
  return written === undefined && Object.keys(own).length === 0
    ? undefined
    : { type: "SparkTaskSpec", ...own };
}

type NumberField = (typeof sparkNumbers)[number] | (typeof containerNumbers)[number];
type Numbers = { readonly [name in NumberField]?: number };

function readNumbers(written: JsonObject, field: string): Numbers {
  const found: { [name in NumberField]?: number } = {};
  for (const name of [...sparkNumbers, ...containerNumbers]) {
    const number = readNumber(written[name], `${field}.${name}`);
    if (number === undefined) continue;
    if (number < 0 || (number === 0 && !mayBeZero.has(name)))
      throw invalidValue(`${field}.${name}`, `it is a number above 0, not ${describe(number)}`);
    // Gigabytes, processors of a container: both may be parts of one.
    if (name !== "cpus" && name !== "diskSizeInGB" && !Number.isSafeInteger(number))
      throw invalidValue(`${field}.${name}`, `it is a whole number, not ${describe(number)}`);
    if (number > 0) found[name] = number;
  }
  return found;
}

function readSparkTexts(written: JsonObject, field: string): JsonObject {
  const { name, className, sparkConf, args } = written;
  const conf = isJsonObject(sparkConf)
    ? Object.entries(sparkConf).map(([property, value]) => {
        if (value === null || typeof value === "object")
          throw invalidValue(`${field}.sparkConf.${property}`, `it is a text, not ${describe(value)}`);
        if (looksSecret(property))
          throw invalidValue(
            `${field}.sparkConf.${property}`,
            "its name says that it is a secret, and Spark's properties are kept and told as they are",
            "Send it as a parameter of the task with secret: true, and let the program set the property.",
          );
        return [property, value] as const;
      })
    : [];
  const words = (Array.isArray(args) ? args : []).map((word: Json) =>
    typeof word === "number" ? word : String(word),
  );
  return {
    ...(typeof name === "string" && name !== "" ? { name } : {}),
    ...(typeof className === "string" && className !== "" ? { className } : {}),
    ...(conf.length === 0 ? {} : { sparkConf: Object.fromEntries(conf) }),
    ...(words.length === 0 ? {} : { args: words }),
  };
}

function pick(numbers: Numbers, names: readonly NumberField[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const number = numbers[name];
      return number === undefined ? [] : [[name, number] as const];
    }),
  );
}

/** A parameter is the recipe's own; one that is no number is left to it. */
function whole(value: Json | undefined): number | undefined {
  const number = typeof value === "string" && /^\d+$/.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
