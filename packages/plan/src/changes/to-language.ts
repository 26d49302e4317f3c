import {
  assertNever,
  type ChainTask,
  type CommonSpec,
  type ExperimentSpec,
  type Gate,
  InternalError,
  isJsonObject,
  type JsonObject,
  type ModelSelector,
  type NotificationSpec,
  nameOf,
  type PromotionPolicy,
  type RetryPolicy,
  type RunTimeouts,
  type ScheduleSpec,
  type ServeSpec,
  type ServiceSpec,
  type TaskSpec,
  type TransformSpec,
} from "@mlx/core";
import type { ResourceState } from "../resource-state.ts";

/**
 * The spec as a user would write it in full: the language's names, references without their kind,
 * durations such as `2h`. Two specs that differ give trees that differ. Maps and lists that canonical
 * form always has are left out while they are empty.
 */
export function toLanguage(state: ResourceState): JsonObject {
  switch (state.kind) {
    case "dataset":
      return writeCommon(state.spec, {});
    case "recipe": {
      const { origin, command, defaults, env, ...rest } = state.spec;
      return writeCommon(rest, { ...origin, ...unlessEmpty({ command, defaults, env }) });
    }
    case "instance": {
      const { recipe, tasks, ...rest } = state.spec;
      const written = mapValues(tasks, writeTask);
      return writeCommon(rest, { recipe: nameOf(recipe), ...unlessEmpty({ tasks: written }) });
    }
    case "experiment":
      return writeExperiment(state.spec);
    case "model": {
      const { promotion, ...rest } = state.spec;
      return writeCommon(rest, promotion === undefined ? {} : { promotion: writePromotion(promotion) });
    }
    case "service":
      return writeService(state.spec);
    default:
      return assertNever(state);
  }
}

/** The fields that every kind has, those that stay as they are, and those of the kind as written. */
function writeCommon({ tags, dependsOn, lifecycle, ...rest }: CommonSpec, own: object): JsonObject {
  const { ignore, ...others } = lifecycle;
  const written = {
    ...rest,
    ...own,
    ...unlessEmpty({ tags, dependsOn }),
    lifecycle: { ...others, ...unlessEmpty({ ignore }) },
  };
  if (!isJsonObject(written)) throw new InternalError("a spec is not a JSON object");
  return written;
}

function writeTask({ parameters, inputs, outputs, transform, ...rest }: TaskSpec): object {
  return {
    ...rest,
    ...unlessEmpty({ parameters, inputs: mapValues(inputs, nameOf), outputs }),
    ...(transform === undefined ? {} : { transform: writeTransform(transform) }),
  };
}

function writeTransform({ maxPayload, timeoutSeconds, ...rest }: TransformSpec): object {
  return { ...rest, maxPayloadInMB: maxPayload / mebibyte, timeout: formatDuration(timeoutSeconds) };
}

const mebibyte = 1_048_576;

function writeExperiment(spec: ExperimentSpec): JsonObject {
  const { target, parameters, inputs, outputs, schedule, retry, ...others } = spec;
  const { timeoutSeconds, stopGraceSeconds, timeouts, notification, ...queueing } = others;
  const { timeframe, model, chain, service, ...rest } = queueing;
  return writeCommon(rest, {
    ...("instance" in target ? { instance: nameOf(target.instance) } : target),
    ...unlessEmpty({ parameters, inputs: mapValues(inputs, nameOf), outputs }),
    ...(schedule === undefined ? {} : { schedule: writeSchedule(schedule) }),
    retry: writeRetry(retry),
    timeout: formatDuration(timeoutSeconds),
    stopGrace: formatDuration(stopGraceSeconds),
    ...(timeouts === undefined ? {} : { timeouts: writeTimeouts(timeouts) }),
    ...(notification === undefined ? {} : { notification: writeNotification(notification) }),
    ...(timeframe === undefined
      ? {}
      : { timeframe: formatDuration(timeframe.minutes * 60), onEmpty: timeframe.onEmpty }),
    ...(model === undefined ? {} : { model: writeSelector(model) }),
    ...(chain === undefined ? {} : { chain: chain.map(writeChainTask) }),
    ...(service === undefined ? {} : { service: nameOf(service) }),
  });
}

function writeChainTask({ inputs, passes, retry, ...rest }: ChainTask): object {
  return {
    ...rest,
    ...unlessEmpty({ inputs, passes }),
    ...(retry === undefined ? {} : { retry: writeRetry(retry) }),
  };
}

/** The experiments of a service are resources of their own: here stand their names. */
function writeService({ instance, model, training, scoring, serve, ...rest }: ServiceSpec): JsonObject {
  return writeCommon(rest, {
    instance: nameOf(instance),
    model: writeSelector(model),
    ...(training === undefined ? {} : { training: nameOf(training) }),
    ...(scoring === undefined ? {} : { scoring: nameOf(scoring) }),
    ...(serve === undefined ? {} : { serve: writeServe(serve) }),
  });
}

function writeServe(serve: ServeSpec): object {
  const { maxBodyBytes, requestTimeoutSeconds, startTimeoutSeconds, ...others } = serve;
  const { drainSeconds, stopGraceSeconds, env, ...rest } = others;
  return {
    ...rest,
    maxBodyInMB: maxBodyBytes / mebibyte,
    timeout: formatDuration(requestTimeoutSeconds),
    startTimeout: formatDuration(startTimeoutSeconds),
    drain: formatDuration(drainSeconds),
    stopGrace: formatDuration(stopGraceSeconds),
    ...unlessEmpty({ env }),
  };
}

/** With the experiment where that is not told by the service: `latest of NAME`. */
function writeSelector(selector: ModelSelector): string {
  switch (selector.type) {
    case "latest":
      return selector.experiment === undefined ? "latest" : `latest of ${nameOf(selector.experiment)}`;
    case "best":
      return `best(${selector.metric}, ${selector.goal})`;
    case "alias":
      return `@${selector.alias}`;
    case "version":
      return `v${selector.version}`;
    case "run":
      return `run ${selector.runId}`;
    default:
      return assertNever(selector);
  }
}

function writePromotion({ gates, ...rest }: PromotionPolicy): object {
  return { ...rest, ...unlessEmpty({ gates: gates.map(writeGate) }) };
}

function writeGate(gate: Gate): object {
  switch (gate.type) {
    case "threshold": {
      const { type: _type, ...rest } = gate;
      return rest;
    }
    case "beats": {
      const { type: _type, alias, on, ...rest } = gate;
      return { ...rest, beats: alias, ...(on === undefined ? {} : { on: nameOf(on) }) };
    }
    case "data": {
      const { type: _type, ...rest } = gate;
      return rest;
    }
    case "approval":
      return { approval: { min: gate.min, ...unlessEmpty({ by: gate.by }) } };
    default:
      return assertNever(gate);
  }
}

function writeTimeouts(timeouts: RunTimeouts): object {
  const { queueSeconds, prepareSeconds, startSeconds, publishSeconds, stallSeconds, ...rest } = timeouts;
  return {
    ...rest,
    ...(queueSeconds === undefined ? {} : { queue: formatDuration(queueSeconds) }),
    prepare: formatDuration(prepareSeconds),
    start: formatDuration(startSeconds),
    publish: formatDuration(publishSeconds),
    ...(stallSeconds === undefined ? {} : { stall: formatDuration(stallSeconds) }),
  };
}

/** Without addresses it does not matter when e-mail would be sent. */
function writeNotification({ email, emailOnRetry, emailOnFailure, ...rest }: NotificationSpec): object {
  return email.length === 0 ? rest : { ...rest, email, emailOnRetry, emailOnFailure };
}

function writeSchedule({ startingDeadlineSeconds, jitterSeconds, ...rest }: ScheduleSpec): object {
  return {
    ...rest,
    ...(startingDeadlineSeconds === undefined
      ? {}
      : { startingDeadline: formatDuration(startingDeadlineSeconds) }),
    jitter: formatDuration(jitterSeconds),
  };
}

function writeRetry({ backoff: { initialSeconds, maxSeconds, ...backoff }, ...rest }: RetryPolicy): object {
  return {
    ...rest,
    backoff: { ...backoff, initial: formatDuration(initialSeconds), max: formatDuration(maxSeconds) },
  };
}

const units = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3_600 },
  { name: "m", seconds: 60 },
] as const;

/** In the largest unit that divides it: `2h`, `90m`, `30s`. */
export function formatDuration(seconds: number): string {
  const unit = units.find((each) => seconds > 0 && seconds % each.seconds === 0);
  return unit === undefined ? `${seconds}s` : `${seconds / unit.seconds}${unit.name}`;
}

function mapValues<V, W>(map: { readonly [key: string]: V }, write: (value: V) => W): { [key: string]: W } {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, write(value)]));
}

function unlessEmpty(fields: { readonly [name: string]: object }): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => Object.keys(value).length > 0));
}
