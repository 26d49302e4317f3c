import { type ChainTask, type ExperimentSpec, type JsonObject, nameOf, type Timeframe } from "@mlx/core";
import {
  type DeclarationContext,
  declareCommon,
  declareInputs,
  declareOutputs,
  declareValues,
} from "./common.ts";
import { writeDuration } from "./duration.ts";
import { fieldsOf, mapValues, unless, unlessEmpty } from "./fields.ts";
import { declareSelector } from "./model-selector.ts";
import {
  declareNotification,
  declareRetry,
  declareSchedule,
  declareTimeouts,
  durationUnless,
} from "./run-policy.ts";

export function declareExperiment(spec: ExperimentSpec, context: DeclarationContext): JsonObject {
  const { target, task, model } = spec;
  return fieldsOf({
    description: spec.description,
    ...("instance" in target ? { instance: nameOf(target.instance) } : target),
    task: unless(task, "train"),
    model: model === undefined ? undefined : declareSelector(model),
    inputs: declareInputs(spec.inputs),
    ...declareWork(spec, context),
    ...declareCommon(spec),
  });
}

/** All but what it runs and reads: what a section of a service says, too. */
export function declareWork(spec: ExperimentSpec, context: DeclarationContext): JsonObject {
  const { parameters, outputs, schedule, retry, timeoutSeconds, stopGraceSeconds, timeouts } = spec;
  const { priority, slots, maxRunning, notification, timeframe, chain } = spec;
  return fieldsOf({
    parameters: declareValues(parameters, context),
    outputs: declareOutputs(outputs, context),
    ...(timeframe === undefined ? {} : declareTimeframe(timeframe)),
    chain: chain?.map(declareChainTask),
    schedule: schedule === undefined ? undefined : declareSchedule(schedule),
    retry: unlessEmpty(declareRetry(retry)),
    timeout: durationUnless(timeoutSeconds, 86_400),
    stopGrace: durationUnless(stopGraceSeconds, 30),
    timeouts: timeouts === undefined ? undefined : declareTimeouts(timeouts),
    ...{ priority, maxRunning },
    slots: slots === undefined ? undefined : { ...slots },
    notification: notification === undefined ? undefined : declareNotification(notification),
  });
}

/** In minutes where they are no whole number of seconds. */
function declareTimeframe({ minutes, onEmpty }: Timeframe): JsonObject {
  const isWhole = Number.isInteger(minutes);
  return fieldsOf({
    timeframe: isWhole ? writeDuration(minutes * 60) : minutes,
    onEmpty: unless(onEmpty, "fail"),
  });
}

function declareChainTask({ task, inputs, passes, retry, cache, when }: ChainTask): string | JsonObject {
  const others = fieldsOf({
    inputs: unlessEmpty(mapValues(inputs, (input) => ({ ...input }))),
    passes: unlessEmpty([...passes]),
    retry: retry === undefined ? undefined : declareRetry(retry),
    cache: unless(cache, false),
    when: when === undefined ? undefined : { ...when },
  });
  return unlessEmpty(others) === undefined ? task : { task, ...others };
}
