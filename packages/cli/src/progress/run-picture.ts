import type { EngineEvent, LogLine, Run, ToldPoint } from "@mlx/core";
import { toLogText } from "../views/layout.ts";
import { describeStep } from "./describe-event.ts";

/** What is known of a followed run at a moment: all that a view of it shows. */
export interface RunPicture {
  readonly run?: Run;
  /** When it was first seen running, in milliseconds since 1970. */
  readonly since?: number;
  /** What is being prepared, while it is. */
  readonly step?: string;
  /** The newest point of each metric. */
  readonly metrics: ReadonlyMap<string, ToldPoint>;
  /** The newest lines, at most `linesKept`. */
  readonly lines: readonly LogLine[];
  readonly warnings: readonly string[];
}

export const emptyPicture: RunPicture = { metrics: new Map(), lines: [], warnings: [] };
const linesKept = 20;

/** The picture after an event. Pure. */
export function updatePicture(picture: RunPicture, event: EngineEvent): RunPicture {
  switch (event.type) {
    case "run-status": {
      const { run, status } = event;
      const { step, ...rest } = picture;
      const since = picture.since ?? (run.startedAt === undefined ? undefined : Date.parse(run.startedAt));
      return {
        ...rest,
        run: { ...run, status },
        ...(since === undefined ? {} : { since }),
        ...(step === undefined || status.state !== "RUNNING" || status.phase === "EXECUTING" ? {} : { step }),
      };
    }
    case "run-step":
      return { ...picture, step: describeStep(event) };
    case "run-progress":
      return { ...picture, step: event.message };
    case "run-metric":
      return { ...picture, metrics: new Map(picture.metrics).set(event.point.name, event.point) };
    case "run-log":
      return { ...picture, lines: [...picture.lines, event.line].slice(-linesKept) };
    case "run-warning":
      return { ...picture, warnings: [...picture.warnings, event.message] };
    default:
      return picture;
  }
}

/** What the program of a run that failed said last; empty for any other. */
export function lastWords({ run, lines }: RunPicture): readonly string[] {
  if (run?.status.state !== "FAILED") return [];
  return lines.filter(({ stream }) => stream !== "execution").map(({ text }) => `| ${toLogText(text)}`);
}

const totals = [
  "n_estimators",
  "num_boost_round",
  "epochs",
  "num_epochs",
  "max_epochs",
  "max_iter",
  "n_iter",
  "iterations",
  "max_steps",
  "steps",
];

/** How many steps are done, and of how many where a parameter of a usual name tells. */
export function stepsOf({ run, metrics }: RunPicture): { done: number; total?: number } | undefined {
  const done = Math.max(-1, ...[...metrics.values()].map(({ step = -1 }) => step));
  if (done < 1) return undefined;
  const named = totals.find((name) => typeof run?.spec.parameters[name] === "number");
  const total = named === undefined ? undefined : run?.spec.parameters[named];
  return typeof total === "number" && total >= done ? { done, total } : { done };
}
