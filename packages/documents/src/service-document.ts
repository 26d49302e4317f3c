import type { ServiceTask, ServiceView } from "@mlx/app";
import { formatModelVersion } from "@mlx/core";
import { describeRun } from "./run-document.ts";
import { describeSchedule } from "./schedule-document.ts";

/** A service as documents name its parts. */
export function describeService(view: ServiceView) {
  const { service, spec, creation, model, training, scoring, endpoint, troubles } = view;
  const { version } = model;
  return {
    service,
    description: spec.description ?? null,
    tags: spec.tags,
    enabled: spec.enabled,
    instance: spec.instance,
    creation: creation ?? null,
    selector: model.selector,
    model: version === undefined ? null : formatModelVersion(version),
    metrics: version?.metrics ?? {},
    waitsFor: model.waitsFor ?? null,
    training: training === undefined ? null : describeTask(training),
    scoring: scoring === undefined ? null : describeTask(scoring),
    serve: spec.serve ?? null,
    endpoint: endpoint ?? null,
    troubles,
  };
}

function describeTask({ experiment, schedule, announced, lastRun, lastDone }: ServiceTask) {
  return {
    experiment,
    schedule: schedule === undefined ? null : describeSchedule(schedule),
    announced:
      announced === undefined
        ? null
        : { id: announced.id, because: announced.because, problem: announced.problem ?? null },
    lastRun: lastRun === undefined ? null : describeRun(lastRun),
    lastDone: lastDone === undefined ? null : describeRun(lastDone),
  };
}
