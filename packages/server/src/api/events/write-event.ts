import type { ProjectEvent } from "@mlx/app";
import { assertNever, type Tick } from "@mlx/core";
import { describeEvaluation, describeEvent, describeMove } from "@mlx/documents";
import { writeEventId } from "./event-id.ts";

/** An event of a stream of server-sent events. */
export function writeEvent(event: ProjectEvent, write: (document: unknown) => string): string {
  return `id: ${writeEventId(event.position)}\nevent: ${event.type}\ndata: ${write(describe(event))}\n\n`;
}

function describe(event: ProjectEvent) {
  switch (event.type) {
    case "run": {
      const { id, task, status, experiment, instance } = event.run;
      return {
        ...describeEvent(event.event),
        run: { id, task, state: status.state, experiment: experiment ?? null, instance },
        model: event.model ?? null,
      };
    }
    case "tick":
      return describeTick(event.tick);
    case "alias":
      return describeMove(event.move);
    case "evaluation":
      return describeEvaluation(event.evaluation);
    default:
      return assertNever(event);
  }
}

function describeTick({ seq, experiment, nominal, range, outcome, message, runId, evaluatedAt }: Tick) {
  return {
    ...{ seq, experiment, nominal, outcome, evaluatedAt },
    range: range ?? null,
    message: message ?? null,
    run: runId ?? null,
  };
}
