import type { AnnouncedRun } from "@mlx/core";
import type { Announced } from "../follow-announced.ts";
import type { ViewOptions } from "../view-options.ts";
import { count } from "./format.ts";
import { shortId } from "./names.ts";
import { highlight } from "./prose.ts";
import { renderRun } from "./run-detail.ts";

/** What became of the runs that an apply announced; empty where it announced none. */
export function renderAnnounced(announced: Announced, view: ViewOptions): string {
  const { followed, goingOn, waiting, byDaemon } = announced;
  if (view.verbosity === "quiet") return goingOn.map(({ id }) => `run/${id}`).join("\n");
  return [
    ...followed.map((record) => renderRun(record, [], view)),
    ...(goingOn.length === 0 ? [] : [renderGoingOn(goingOn, byDaemon, view)]),
    ...(waiting.length === 0 ? [] : [renderWaiting(waiting, view)]),
  ].join("\n\n");
}

function renderGoingOn(runs: Announced["goingOn"], byDaemon: boolean, view: ViewOptions): string {
  const who = byDaemon ? "the daemon works on" : "a mlx in the background works on";
  return [
    `Started, and ${who} ${runs.length === 1 ? "it" : "them"}:`,
    ...runs.map(({ id, task, experiment, instance }) => `  ${task} of ${experiment ?? instance}  run/${id}`),
    highlight(`Next: \`mlx logs -f ${shortId(runs[0]?.id ?? "")}\`, \`mlx status\``, view),
  ].join("\n");
}

/** Announced runs that cannot be made yet, with what each waits for. */
function renderWaiting(waiting: readonly AnnouncedRun[], view: ViewOptions): string {
  const { colours } = view;
  return [
    `${count(waiting.length, "announced run")} cannot be made yet:`,
    ...waiting.map(({ experiment, because, problem }) => {
      const why = problem === undefined ? "" : `\n    ${colours.dim(problem)}`;
      return `  ${experiment} (${because})${why}`;
    }),
  ].join("\n");
}
