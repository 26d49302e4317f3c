import type { ExperimentSpec } from "@mlx/core";
import { parseDuration } from "../duration.ts";
import type { Experiment } from "../generated/language.ts";
import { canonicalChain } from "./chain.ts";
import {
  type CanonicalContext,
  canonicalCommon,
  canonicalOutputs,
  canonicalParameters,
  canonicalTaskName,
  mapSorted,
} from "./common.ts";
import { parseModelSelector } from "./model-selector.ts";
import { canonicalRetry } from "./retry.ts";
import { canonicalNotification, canonicalTimeouts } from "./run-policy.ts";
import { canonicalSchedule } from "./schedule.ts";
import { canonicalTimeframe } from "./timeframe.ts";

const day = 86_400;

export function canonicalExperiment(written: Experiment, context: CanonicalContext): ExperimentSpec {
  const { instance, instanceQuery, task = "train", parameters, inputs, outputs, schedule, retry } = written;
  return {
    ...canonicalCommon(written, context),
    target:
      instance === undefined
        ? { instanceQuery: (instanceQuery ?? "").trim() }
        : { instance: context.references.resolve(instance, "instance", context.resource) },
    task: canonicalTaskName(task),
    parameters: canonicalParameters(parameters, context),
    inputs: mapSorted(inputs, (text) => context.references.resolve(text, "dataset", context.resource)),
    outputs: canonicalOutputs(outputs, context),
    ...(schedule === undefined ? {} : { schedule: canonicalSchedule(schedule) }),
    retry: canonicalRetry(retry),
    timeoutSeconds: parseDuration(written.timeout ?? day) ?? day,
    stopGraceSeconds: parseDuration(written.stopGrace ?? 30) ?? 30,
    ...canonicalQueueing(written),
    ...canonicalWork(written),
  };
}

/** What was checked before. All of it is absent where it is not written, or says what holds anyway. */
function canonicalWork({
  model,
  timeframe,
  onEmpty,
  chain,
}: Experiment): Pick<ExperimentSpec, "model" | "timeframe" | "chain"> {
  const ownTimeframe = canonicalTimeframe(timeframe, onEmpty);
  const selected = model === undefined ? undefined : parseModelSelector(model);
  return {
    ...(ownTimeframe === undefined ? {} : { timeframe: ownTimeframe }),
    ...(selected !== undefined && "selector" in selected ? { model: selected.selector } : {}),
    ...(chain === undefined ? {} : { chain: canonicalChain(chain) }),
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
