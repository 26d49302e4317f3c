import type { ExperimentSpec } from "@mlx/core";
import { parseDuration } from "../duration.ts";
import type { Experiment } from "../generated/language.ts";
import {
  type CanonicalContext,
  canonicalCommon,
  canonicalOutputs,
  canonicalParameters,
  mapSorted,
} from "./common.ts";
import { canonicalRetry } from "./retry.ts";
import { canonicalNotification, canonicalTimeouts } from "./run-policy.ts";
import { canonicalSchedule } from "./schedule.ts";

const day = 86_400;

export function canonicalExperiment(written: Experiment, context: CanonicalContext): ExperimentSpec {
  const { instance, instanceQuery, task = "train", parameters, inputs, outputs, schedule, retry } = written;
  return {
    ...canonicalCommon(written, context),
    target:
      instance === undefined
        ? { instanceQuery: (instanceQuery ?? "").trim() }
        : { instance: context.references.resolve(instance, "instance", context.resource) },
    task: task === "fp" ? "featurePipeline" : task,
    parameters: canonicalParameters(parameters, context),
    inputs: mapSorted(inputs, (text) => context.references.resolve(text, "dataset", context.resource)),
    outputs: canonicalOutputs(outputs, context),
    ...(schedule === undefined ? {} : { schedule: canonicalSchedule(schedule) }),
    retry: canonicalRetry(retry),
    timeoutSeconds: parseDuration(written.timeout ?? day) ?? day,
    stopGraceSeconds: parseDuration(written.stopGrace ?? 30) ?? 30,
    ...canonicalQueueing(written),
  };
}

/** All of it is absent where it is not written, or says what holds anyway. */
function canonicalQueueing({
  timeouts,
  priority = 0,
  slots = {},
  maxRunning,
  notification,
}: Experiment): Pick<ExperimentSpec, "timeouts" | "priority" | "slots" | "maxRunning" | "notification"> {
  const ownTimeouts = canonicalTimeouts(timeouts);
  const ownNotification = canonicalNotification(notification);
  return {
    ...(ownTimeouts === undefined ? {} : { timeouts: ownTimeouts }),
    ...(priority === 0 ? {} : { priority }),
    ...(Object.keys(slots).length === 0 ? {} : { slots: mapSorted(slots, (amount) => amount) }),
    ...(maxRunning === undefined ? {} : { maxRunning }),
    ...(ownNotification === undefined ? {} : { notification: ownNotification }),
  };
}
