import { describeRun } from "@mlx/documents";
import type { Announced } from "../follow-announced.ts";

/** The runs that an apply announced: those that were made, and those that wait. */
export function announcedDocument({ followed, goingOn, waiting }: Announced) {
  return {
    runs: [...followed, ...goingOn.map((run) => ({ run, attempts: [], metrics: [], outputs: [] }))].map(
      describeRun,
    ),
    waiting: waiting.map(({ id, experiment, because, problem }) => ({
      id,
      experiment,
      because,
      problem: problem ?? null,
    })),
  };
}
