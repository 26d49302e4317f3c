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
    ...attributeOf("mlx.run.reason", "reason" in status ? status.reason : undefined),
    "mlx.run.attempts": run.attempt,
    "mlx.instance": run.instance,
    "mlx.recipe": spec.recipe,
    ...attributeOf("mlx.experiment", run.experiment),
    ...attributeOf("mlx.scheduled_at", run.scheduledAt),
    ...attributeOf("mlx.window.start", window?.start),
    ...attributeOf("mlx.window.end", window?.end),
    ...attributeOf("mlx.backfill", run.backfill),
    ...attributeOf("mlx.rerun_of", run.rerunOf),
    ...attributeOf("mlx.model", model),
    ...attributeOf("container.image.name", spec.image?.reference),
  };
}

export function attemptAttributes({ executor, exit, environment }: Attempt): SpanAttributes {
  return {
    "mlx.attempt.executor": executor,
    ...attributeOf("process.exit.code", exit?.exitCode ?? undefined),
    ...attributeOf("mlx.attempt.signal", exit?.signal ?? undefined),
    ...attributeOf("mlx.attempt.peak_memory_bytes", exit?.peakMemory),
    ...(exit?.oomKilled === true ? { "mlx.attempt.oom_killed": true } : {}),
    ...attributeOf("mlx.attempt.runtime", environment?.runtime),
  };
}

function attributeOf(name: string, value: string | number | undefined): SpanAttributes {
  return value === undefined ? {} : { [name]: value };
}
