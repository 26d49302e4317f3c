import {
  type InstanceSpec,
  type Json,
  type TaskSpec,
  type TaskSpecification,
  type TransformSpec,
  taskNames,
} from "@mlx/core";
import { secondsOr } from "../duration.ts";
import type { Instance, Specification, Task, Transform } from "../generated/language.ts";
import {
  byTask,
  type CanonicalContext,
  canonicalCommon,
  canonicalOutputs,
  canonicalParameters,
  mapSorted,
} from "./common.ts";

export function canonicalInstance(written: Instance, context: CanonicalContext): InstanceSpec {
  return {
    ...canonicalCommon(written, context),
    recipe: context.references.resolve(written.recipe, "recipe", context.resource),
    tasks: byTask(written.tasks ?? {}, (task: Task) => canonicalTask(task, context), taskNames),
  };
}

function canonicalTask(written: Task, context: CanonicalContext): TaskSpec {
  const { parameters, inputs, outputs, specification, transform } = written ?? {};
  return {
    parameters: canonicalParameters(parameters, context),
    inputs: mapSorted(inputs, (text) => context.references.resolve(text, "dataset", context.resource)),
    outputs: canonicalOutputs(outputs, context),
    ...(specification === undefined ? {} : { specification: canonicalSpecification(specification) }),
    ...(transform === undefined ? {} : { transform: canonicalTransform(transform) }),
  };
}

/** A MiB, as bytes. */
export const mebibyte = 1_048_576;

function canonicalTransform(written: Transform): TransformSpec {
  const { split = "file", contentType = "text/csv", maxPayloadInMB = 6, maxConcurrent = 1 } = written ?? {};
  return {
    split,
    contentType,
    maxPayload: Math.round(maxPayloadInMB * mebibyte),
    maxConcurrent,
    timeoutSeconds: secondsOr(written?.timeout, 600),
  };
}

export function canonicalSpecification({
  type,
  sparkConf,
  args,
  ...others
}: Specification): TaskSpecification {
  const fields: { readonly [field: string]: Json | undefined } = others;
  return {
    ...mapSorted(fields, (value) => value ?? null),
    ...(args === undefined ? {} : { args: args.map(String) }),
    ...(sparkConf === undefined ? {} : { sparkConf: mapSorted(sparkConf, String) }),
    type,
  };
}

const containerFields = ["cmd", "cpus", "gpus", "memoryInMB", "diskSizeInGB", "instances"];
const sparkFields = [
  "name",
  "className",
  "sparkConf",
  "args",
  "driverMemoryInMB",
  "driverCores",
  "executorMemoryInMB",
  "executorCores",
  "numExecutors",
];

/** The fields of a specification that belong to the other type. */
export function foreignFields(specification: { readonly [field: string]: Json }): readonly string[] {
  const foreign = specification.type === "ContainerTaskSpec" ? sparkFields : containerFields;
  return Object.keys(specification).filter((field) => foreign.includes(field));
}
