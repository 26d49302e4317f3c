import { isTerminal, type Result, type Run, type RunRecord } from "@mlx/core";
import type { App, Project } from "./app.ts";
import type { InterruptSignal, Interrupts } from "./interrupts.ts";
import type { RunProgress } from "./progress/run-progress.ts";
import { shortId } from "./views/names.ts";

/** How far a person has got in ending a followed run; each interrupt goes one further. */
export type Ladder = "following" | "warned" | "stopping" | "left";

/** The next step: SIGTERM asks no twice, Ctrl-C first says what it would do. Pure. */
export function nextStep(step: Ladder, signal: InterruptSignal): Ladder {
  if (step === "following" && signal === "SIGINT") return "warned";
  return step === "stopping" || step === "left" ? "left" : "stopping";
}

/** The one message of a step. */
export function describeStep(step: Ladder, { id, task, experiment, instance }: Run): string {
  const name = `${task} of ${experiment ?? instance} (run ${shortId(id)})`;
  switch (step) {
    case "following":
      return "";
    case "warned":
      return `${name} is running; Ctrl-C again stops it`;
    case "stopping":
      return `stopping ${name}; Ctrl-C again leaves it to itself`;
    case "left":
      return `left ${name} to itself: \`mlx logs -f ${shortId(id)}\` follows it, \`mlx cancel ${shortId(id)}\` stops it`;
  }
}

export interface FollowedRun {
  readonly record: RunRecord;
  /** The person went away while it was still going on. */
  readonly left: boolean;
}

/** Follows a run to its end, or until the third interrupt. */
export async function followRun({
  app,
  project,
  run,
  work,
  progress,
  interrupts,
}: {
  readonly app: App;
  readonly project: Project;
  readonly run: Run;
  /** Who does its work: this process, or a daemon that is watched. */
  readonly work: "here" | "daemon";
  readonly progress: RunProgress;
  readonly interrupts: Interrupts;
}): Promise<Result<FollowedRun>> {
  const leaving = new AbortController();
  let step: Ladder = "following";
  let stopping: Promise<void> = Promise.resolve();
  const stop = async () => {
    const cancelled = await app.cancelRun(project, { run: run.id, force: false, signal: leaving.signal });
    if (!cancelled.ok) progress.note(cancelled.failure.summary);
  };
  const listening = interrupts.listen((signal) => {
    step = nextStep(step, signal);
    progress.note(describeStep(step, run));
    if (step === "stopping") {
      stopping = stop();
      // Awaited below; it may fail before that.
      stopping.catch(() => undefined);
    }
    if (step === "left") leaving.abort();
  });
  try {
    const followed = await app.followRun(project, { run: run.id, signal: leaving.signal, work });
    await stopping;
    if (!followed.ok) return followed;
    const record = followed.value;
    return { ok: true, value: { record, left: !isTerminal(record.run.status.state) } };
  } finally {
    listening.close();
    // Nothing may use the project once this returns, whatever became of the following.
    leaving.abort();
    await stopping.catch(() => undefined);
    await progress.close();
  }
}
