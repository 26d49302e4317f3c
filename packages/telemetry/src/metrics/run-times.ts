import type { EngineEvent, RunPhase } from "@mlx/core";

type StatusEvent = Extract<EngineEvent, { type: "run-status" }>;

export interface RunTimesSink {
  readonly queued: (seconds: number) => void;
  readonly launched: (phase: RunPhase, seconds: number) => void;
  readonly published: (seconds: number) => void;
}

/** More than ever start at once. */
const mostHeld = 10_000;

/**
 * How long the parts of runs take, by the changes that are told. What another worker took over is told
 * there: so only parts that are measured are held, and the oldest are forgotten when there are too many.
 */
export function createRunTimes(sink: RunTimesSink): { readonly status: (event: StatusEvent) => void } {
  const current = new Map<string, { readonly phase: RunPhase; readonly since: number }>();
  return {
    status: ({ run, status, at }) => {
      const before = current.get(run.id);
      const phase = status.state === "RUNNING" ? status.phase : undefined;
      if (before !== undefined && before.phase === phase) return;
      const seconds = before === undefined ? 0 : Math.max(0, at - before.since) / 1000;
      if (before !== undefined && phase !== undefined && isLaunch(before.phase))
        sink.launched(before.phase, seconds);
      if (before?.phase === "PUBLISHING" && status.state === "DONE") sink.published(seconds);
      // A later claim is of a run that was given back, or taken over.
      if (before === undefined && phase === "PREPARING" && run.epoch === 1) {
        const ready = Math.max(Date.parse(run.createdAt), Date.parse(run.readyAt ?? run.createdAt));
        sink.queued(Math.max(0, at - ready) / 1000);
      }
      current.delete(run.id);
      if (phase === undefined || !isMeasured(phase)) return;
      current.set(run.id, { phase, since: at });
      const [oldest] = current.keys();
      if (current.size > mostHeld && oldest !== undefined) current.delete(oldest);
    },
  };
}

function isMeasured(phase: RunPhase): boolean {
  return isLaunch(phase) || phase === "PUBLISHING";
}

function isLaunch(phase: RunPhase): boolean {
  return phase === "PREPARING" || phase === "PULLING" || phase === "STARTING";
}
