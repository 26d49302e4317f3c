import type { Attempt, Run } from "@mlx/core";

export type SpanAttributes = { readonly [name: string]: string | number | boolean };

export function runAttributes(run: Run, model: string | undefined): SpanAttributes {
  const { status, window, spec } = run;
  return {
    "mlx.run.id": run.id,
    "mlx.run.task": run.task,
    "mlx.run.trigger": run.trigger,
    "mlx.run.actor": run.actor,
    "mlx.run.state": status.state,
    ...given("mlx.run.reason", "reason" in status ? status.reason : undefined),
    "mlx.run.attempts": run.attempt,
    "mlx.instance": run.instance,
    "mlx.recipe": spec.recipe,
    ...given("mlx.experiment", run.experiment),
    ...given("mlx.scheduled_at", run.scheduledAt),
    ...given("mlx.window.start", window?.start),
    ...given("mlx.window.end", window?.end),
    ...given("mlx.backfill", run.backfill),
    ...given("mlx.rerun_of", run.rerunOf),
    ...given("mlx.model", model),
    ...given("container.image.name", spec.image?.reference),
  };
}

export function attemptAttributes({ executor, exit, environment }: Attempt): SpanAttributes {
  return {
    "mlx.attempt.executor": executor,
    ...given("process.exit.code", exit?.exitCode ?? undefined),
    ...given("mlx.attempt.signal", exit?.signal ?? undefined),
    ...given("mlx.attempt.peak_memory_bytes", exit?.peakMemory),
    ...(exit?.oomKilled === true ? { "mlx.attempt.oom_killed": true } : {}),
    ...given("mlx.attempt.runtime", environment?.runtime),
  };
}

function given(name: string, value: string | number | undefined): SpanAttributes {
  return value === undefined ? {} : { [name]: value };
}
