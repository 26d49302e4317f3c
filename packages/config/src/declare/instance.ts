import {
  type InstanceSpec,
  type JsonObject,
  nameOf,
  type TaskSpec,
  type TransformSpec,
  taskNames,
} from "@mlx/core";
import { mebibyte } from "../canonical/instance.ts";
import {
  type DeclarationContext,
  declareCommon,
  declareInputs,
  declareOutputs,
  declareValues,
} from "./common.ts";
import { writeDuration } from "./duration.ts";
import { fieldsOf, unless, unlessEmpty } from "./fields.ts";

export function declareInstance(spec: InstanceSpec, context: DeclarationContext): JsonObject {
  return fieldsOf({
    description: spec.description,
    recipe: nameOf(spec.recipe),
    tasks: unlessEmpty(declareTasks(spec.tasks, context)),
    ...declareCommon(spec),
  });
}

/** In the order of a chain. */
function declareTasks(tasks: InstanceSpec["tasks"], context: DeclarationContext): JsonObject {
  const written = taskNames.map((name) => {
    const task = tasks[name];
    return [name, task === undefined ? undefined : declareTask(task, context)] as const;
  });
  return fieldsOf(Object.fromEntries(written));
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
