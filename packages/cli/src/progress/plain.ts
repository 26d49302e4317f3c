import type { ToldPoint } from "@mlx/core";
import type { Output } from "../output.ts";
import type { ViewOptions } from "../view-options.ts";
import { formatTimeOfDay } from "../views/format.ts";
import { highlight } from "../views/prose.ts";
import { elapsedOf } from "../views/run-status.ts";
import { describeRunEvent } from "./describe-event.ts";
import { emptyPicture, stepsOf, updatePicture } from "./run-picture.ts";
import type { RunProgress } from "./run-progress.ts";

export interface PlainProgressOptions {
  readonly output: Pick<Output, "note">;
  readonly view: ViewOptions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back again and again; returns what ends it. */
  readonly every: (milliseconds: number, call: () => void) => () => void;
}

const heartbeatMilliseconds = 30_000;
const metricMilliseconds = 5_000;
const tickMilliseconds = 10_000;

/**
 * A run as lines with times, on stderr. A metric that is reported more often than every 5 s is shown
 * every 5 s, and its newest point within 10 s or with the next status. After 30 s of silence a line says that the run
 * goes on. With `-q` only notes remain.
 */
export function createPlainProgress({ output, view, now, every }: PlainProgressOptions): RunProgress {
  let picture = emptyPicture;
  let lastLineAt = now();
  const metricShownAt = new Map<string, number>();
  const heldBack = new Map<string, ToldPoint>();
  const say = (text: string, at = now()) => {
    lastLineAt = now();
    output.note(`${view.colours.dim(formatTimeOfDay(at, view))} ${text}`);
  };
  const stop = every(tickMilliseconds, () => {
    const { run } = picture;
    for (const point of heldBack.values()) sayMetric(point);
    if (view.verbosity === "quiet" || run === undefined || now() - lastLineAt < heartbeatMilliseconds) return;
    const steps = stepsOf(picture);
    const far =
      steps === undefined
        ? ""
        : `, step ${steps.done}${steps.total === undefined ? "" : ` of ${steps.total}`}`;
    say(
      `still ${run.status.state === "RUNNING" ? run.status.phase : run.status.state}, ${elapsedOf(run, now())}${far}`,
    );
  });
  const sayMetric = (point: ToldPoint) => {
    heldBack.delete(point.name);
    metricShownAt.set(point.name, now());
    const line = describeRunEvent({ type: "run-metric", runId: "", point });
    if (line !== undefined) say(line, point.at);
  };
  return {
    event: (event) => {
      picture = updatePicture(picture, event);
      if (view.verbosity === "quiet") return;
      if (event.type === "run-metric") {
        const shownAt = metricShownAt.get(event.point.name);
        if (shownAt !== undefined && now() - shownAt < metricMilliseconds)
          heldBack.set(event.point.name, event.point);
        else sayMetric(event.point);
        return;
      }
      if (event.type === "run-status") for (const point of heldBack.values()) sayMetric(point);
      const line = describeRunEvent(event);
      if (line !== undefined) say(line, event.type === "run-log" ? event.line.at : now());
    },
    note: (text) => say(highlight(text, view)),
    close: async () => stop(),
  };
}
