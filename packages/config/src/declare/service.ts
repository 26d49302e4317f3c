import {
  type Address,
  type ExperimentSpec,
  type JsonObject,
  nameOf,
  type ServeSpec,
  type ServiceSpec,
} from "@mlx/core";
import { mebibyte } from "../canonical/instance.ts";
import { type DeclarationContext, declareCommon, declareInputs, declareValues } from "./common.ts";
import { declareWork } from "./experiment.ts";
import { fieldsOf, unless, unlessEmpty } from "./fields.ts";
import { declareSelector } from "./model-selector.ts";
import { durationUnless } from "./run-policy.ts";

/** The specs of the experiments that the service made. */
export interface ServiceExperiments {
  readonly training?: ExperimentSpec;
  readonly scoring?: ExperimentSpec;
}

/** With what its own experiments say, as its sections. */
export function declareService(
  spec: ServiceSpec,
  own: ServiceExperiments,
  context: DeclarationContext,
): JsonObject {
  const { instance, model, serve } = spec;
  const selector = declareSelector(model);
  return fieldsOf({
    description: spec.description,
    instance: nameOf(instance),
    model: selector === "latest" ? undefined : selector,
    training: declareTraining(spec, own.training, context),
    scoring: declareScoring(spec, own.scoring, context),
    serve: serve === undefined ? undefined : declareServe(serve, context),
    ...declareCommon(spec),
  });
}

/** A service of the newest model trains by itself, unless it says how. */
function declareTraining(
  { model, training }: ServiceSpec,
  own: ExperimentSpec | undefined,
  context: DeclarationContext,
): JsonObject | undefined {
  if (model.type === "run") return { run: model.runId };
  if (training === undefined) return undefined;
  if (own === undefined) return { experiment: nameOf(training) };
  const section = declareSection(own, "train", context);
  return model.type === "latest" ? unlessEmpty(section) : section;
}

/** One that serves scores only where it says so. */
function declareScoring(
  { scoring, serve }: ServiceSpec,
  own: ExperimentSpec | undefined,
  context: DeclarationContext,
): JsonObject | undefined {
  if (scoring === undefined) return undefined;
  const section = own === undefined ? {} : declareSection(own, "score", context);
  return serve === undefined ? unlessEmpty(section) : section;
}

function declareSection(spec: ExperimentSpec, task: string, context: DeclarationContext): JsonObject {
  const inputs: { readonly [channel: string]: Address<"dataset"> } = spec.inputs;
  const { [task]: dataset, ...others } = inputs;
  return fieldsOf({
    dataset: dataset === undefined ? undefined : nameOf(dataset),
    inputs: declareInputs(others),
    ...declareWork(spec, context),
  });
}

function declareServe(serve: ServeSpec, context: DeclarationContext): JsonObject {
  const { replicas, port, concurrency, queueLimit, maxBodyBytes, env, specification } = serve;
  return fieldsOf({
    replicas: unless(replicas, 1),
    port,
    concurrency: unless(concurrency, 16),
    queueLimit: unless(queueLimit, 1000),
    maxBodyInMB: unless(maxBodyBytes / mebibyte, 6),
    timeout: durationUnless(serve.requestTimeoutSeconds, 60),
    startTimeout: durationUnless(serve.startTimeoutSeconds, 240),
    drain: durationUnless(serve.drainSeconds, 30),
    stopGrace: durationUnless(serve.stopGraceSeconds, 30),
    env: declareValues(env, context),
    specification,
  });
}
