import { assertNever, type EngineEvent } from "@mlx/core";
import { formatDuration, formatNumber } from "../views/format.ts";
import { toLogText, toPlainLines, toPlainText } from "../views/layout.ts";
import { describeEvaluation } from "../views/model-evaluation.ts";
import { describeMove } from "../views/model-history.ts";
import { shortId } from "../views/names.ts";
import { describeRemedy, neverMetOf } from "../views/never-met.ts";
import { describeStatus } from "../views/run-status.ts";

/** One event of a run as a line of plain text; `undefined` for those that have none. */
export function describeRunEvent(event: EngineEvent): string | undefined {
  switch (event.type) {
    case "run-status": {
      const { status } = event;
      const wait =
        status.state === "RETRY"
          ? ` in ${formatDuration(Math.max(0, Date.parse(status.nextAttemptAt) - event.at))}`
          : "";
      const head = `run ${shortId(event.run.id)} ${describeStatus(status)}${wait}`;
      const [first, ...rest] = toPlainLines("message" in status ? (status.message ?? "") : "");
      const never = neverMetOf({ status });
      if (never !== undefined) rest.push(`it never starts so: ${describeRemedy(never)}`);
      return [first === undefined ? head : `${head}: ${first}`, ...rest].join("\n    ");
    }
    case "run-step":
      return describeStep(event);
    case "attempt-started":
      // Of a chain each step has attempts of its own, and says itself that it begins.
      return event.attempt.number > 1 && event.attempt.step === undefined
        ? `attempt ${event.attempt.number}`
        : undefined;
    case "run-progress":
      return toPlainText(event.message);
    case "run-metric": {
      const { name, value, step } = event.point;
      return `${name}=${formatNumber(value)}${step === undefined ? "" : ` step ${step}`}`;
    }
    case "run-log":
      return `| ${toLogText(event.line.text)}`;
    case "run-warning":
      return `warning: ${toPlainText(event.message)}`;
    case "model-published":
      return `published ${event.model}`;
    case "model-judged":
      return describeEvaluation(event.evaluation);
    case "alias-moved": {
      const { model, alias } = event.move;
      return `${alias} of model/${model} moved: ${describeMove(event.move)}`;
    }
    case "output-published":
      return `wrote ${event.output.channel}: ${event.output.path}`;
    default:
      return undefined;
  }
}

/** `step 2 of 4: train`, `step 3 of 4: evaluate: RMSE 5 is not < 5`. */
export function describeStep({
  index,
  steps,
  task,
  skipped,
}: Extract<EngineEvent, { type: "run-step" }>): string {
  const why = skipped === undefined ? "" : `: ${toPlainText(skipped)}`;
  return `step ${index + 1} of ${steps}: ${task}${why}`;
}

/** What every command says when it found a run whose mlx had died. */
export function describeRecovery(event: EngineEvent): string | undefined {
  if (event.type !== "run-recovered" && event.type !== "run-not-recovered") return undefined;
  const run = `run ${shortId(event.run.id)}`;
  if (event.type === "run-not-recovered")
    return `${run}: the mlx that worked on it is gone, and it could not be brought into order: ${toPlainText(event.message)} (\`mlx runs show ${shortId(event.run.id)} -v\` tells more, \`mlx cancel --force ${shortId(event.run.id)}\` ends it)`;
  switch (event.how) {
    case "adopted":
      return `${run}: the mlx that watched it was gone; its program still runs, and a mlx in the background watches it`;
    case "finalised":
      return `${run}: the mlx that watched it was gone and its program had ended; its result was taken from what is on disk`;
    case "requeued":
      if (event.run.epoch === 0) return `${run}: nobody had taken it up; a mlx in the background works on it`;
      return `${run}: the mlx that worked on it died before the program was started; it is queued again`;
    case "retried":
      return `${run}: the mlx that watched it was gone and its attempt had failed; a mlx in the background makes the next one when it is due`;
    default:
      return assertNever(event.how);
  }
}
