import { type InstanceSpec, type JsonObject, nameOf, type TaskSpec, type TransformSpec } from "@mlx/core";
import { mebibyte } from "../canonical/instance.ts";
import {
  type DeclarationContext,
  declareCommon,
  declareInputs,
  declareOutputs,
  declareValues,
} from "./common.ts";
import { writeDuration } from "./duration.ts";
import { fieldsOf, mapValues, unless, unlessEmpty } from "./fields.ts";

export function declareInstance(spec: InstanceSpec, context: DeclarationContext): JsonObject {
  return fieldsOf({
    ...declareCommon(spec),
    recipe: nameOf(spec.recipe),
    tasks: unlessEmpty(mapValues(spec.tasks, (task) => declareTask(task, context))),
  });
}

function declareTask(task: TaskSpec, context: DeclarationContext): JsonObject {
  const { parameters, inputs, outputs, specification, transform } = task;
  return fieldsOf({
    parameters: declareValues(parameters, context),
    inputs: declareInputs(inputs),
    outputs: declareOutputs(outputs, context),
    specification,
    transform: transform === undefined ? undefined : declareTransform(transform),
  });
}

function declareTransform({ split, contentType, maxPayload, maxConcurrent, timeoutSeconds }: TransformSpec) {
  return fieldsOf({
    split: unless(split, "file"),
    contentType: unless(contentType, "text/csv"),
    maxPayloadInMB: unless(maxPayload / mebibyte, 6),
    maxConcurrent: unless(maxConcurrent, 1),
    timeout: timeoutSeconds === 600 ? undefined : writeDuration(timeoutSeconds),
  });
}
