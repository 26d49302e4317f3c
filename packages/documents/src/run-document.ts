import { type Attempt, loadedModel, type Run, type RunEvent, type RunInput, type RunRecord } from "@mlx/core";
import { reasonOf } from "./reason-of.ts";
import { type RunStep, runSteps } from "./run-steps.ts";

/** A run as documents name its parts; `metrics` holds last values. */
export function describeRun(record: RunRecord) {
  const { run, attempts, metrics, outputs, model, plots } = record;
  return {
    ...describeRunAlone(run),
    scoredWith: loadedModel(record) ?? null,
    metrics: Object.fromEntries(metrics.map(({ name, last }) => [name, last])),
    model: model ?? null,
    outputs: outputs.map(({ channel, path, artifact }) => ({ channel, path, ...artifact })),
    plots: plots ?? null,
    steps: runSteps(record).map(describeStep),
    attempts: attempts.map(describeAttempt),
  };
}

/** A run without what belongs to it. */
export function describeRunAlone(run: Run) {
  const { status, spec } = run;
  return {
    id: run.id,
    state: status.state,
    reason: reasonOf(status),
    message: "message" in status ? (status.message ?? null) : null,
    task: run.task,
    trigger: run.trigger,
    actor: run.actor,
    experiment: run.experiment ?? null,
    instance: run.instance,
    recipe: spec.recipe,
    parameters: spec.parameters,
    inputs: describeInputs(spec.inputs),
    scoredWith: spec.model?.ref ?? null,
    priority: run.priority ?? 0,
    slots: run.slots ?? {},
    scheduledAt: run.scheduledAt ?? null,
    window: run.window ?? null,
    readyAt: run.readyAt ?? null,
    nextAttemptAt: status.state === "RETRY" ? status.nextAttemptAt : null,
    rerunOf: run.rerunOf ?? null,
    exactOf: run.exact?.of ?? null,
    backfill: run.backfill ?? null,
    suspectSince: run.suspectSince ?? null,
    createdAt: run.createdAt,
    startedAt: run.startedAt ?? null,
    endedAt: run.endedAt ?? null,
  };
}

function describeInputs(inputs: { readonly [channel: string]: RunInput }) {
  return Object.fromEntries(
    Object.entries(inputs).map(([channel, { dataset, fingerprint }]) => [
      channel,
      { dataset, fingerprint: fingerprint ?? null },
    ]),
  );
}

/** Of a chain. */
function describeStep({ task, spec, state, why, attempt, attempts, result }: RunStep) {
  return {
    task,
    parameters: spec.parameters,
    inputs: describeInputs(spec.inputs),
    state,
    why: why ?? null,
    attempt: attempt?.number ?? null,
    attempts,
    cachedFrom: result?.cachedFrom ?? null,
    outputs: result?.outputs ?? {},
    model: result?.model ?? null,
  };
}

function describeAttempt(attempt: Attempt) {
  const { number, step, executor, startedAt, endedAt, exit, outcome, environment, staged } = attempt;
  return {
    number,
    step: step ?? null,
    executor,
    reason: outcome?.reason ?? null,
    message: outcome?.message ?? null,
    exitCode: exit?.exitCode ?? null,
    signal: exit?.signal ?? null,
    peakMemory: exit?.peakMemory ?? null,
    environment: environment ?? null,
    inputs: staged ?? {},
    startedAt: startedAt ?? null,
    endedAt: endedAt ?? null,
  };
}

export function describeEvent({ at, actor, type, from, to, reason, data }: RunEvent) {
  return {
    at,
    actor,
    type,
    from: from ?? null,
    to: to ?? null,
    reason: reason ?? null,
    data: data ?? null,
  };
}
