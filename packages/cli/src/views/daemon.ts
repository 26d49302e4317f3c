import type { DetachedDaemon, StatusReport, StoppedDaemon } from "@mlx/app";
import type { RunRecord } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { renderFacts } from "./facts.ts";
import { count, formatMoment } from "./format.ts";
import { toPlainText } from "./layout.ts";
import { shortId } from "./names.ts";
import { highlight, renderWarning } from "./prose.ts";
import { renderSlots } from "./slots.ts";

/** A daemon that was started in the background. */
export function renderDetached({ pid, url, log }: DetachedDaemon, view: ViewOptions): string {
  if (view.verbosity === "quiet") return url;
  return [
    `The daemon runs in the background as process ${pid}.`,
    ...renderFacts(
      [
        ["answers at", url],
        ["log", log],
      ],
      view.colours,
    ),
    highlight("Next: `mlx status`, `mlx schedules next`, `mlx down`", view),
  ].join("\n");
}

/** What a daemon that drains is waited for. */
export function renderWaiting(running: readonly RunRecord[], view: ViewOptions): string {
  if (running.length === 0) return "";
  const names = running
    .slice(0, 5)
    .map(({ run }) => `${shortId(run.id)} (${run.task} of ${run.experiment ?? run.instance})`);
  const more = running.length - names.length;
  const rest = more === 0 ? "" : ` and ${more} more`;
  return highlight(
    `waiting for ${count(running.length, "run")}: ${names.join(", ")}${rest}; \`mlx down --now\` leaves them to the next daemon`,
    view,
  );
}

export function renderStopped(
  { identity, ended, running, waiting, now }: StoppedDaemon & { readonly now: boolean },
  view: ViewOptions,
): string {
  const left =
    running.length === 0
      ? ""
      : `; ${count(running.length, "run goes", "runs go")} on, and the next \`mlx up\` looks after ${running.length === 1 ? "it" : "them"}`;
  if (ended)
    return [
      highlight(`The daemon (process ${identity.pid}) has ended${left}.`, view),
      ...(waiting === 0 ? [] : [renderWaitingForDaemon(waiting, view)]),
    ].join("\n");
  const asked = now ? "stop" : "drain";
  return highlight(
    `The daemon (process ${identity.pid}) was asked to ${asked}, and has not ended yet: \`mlx status\` shows it.`,
    view,
  );
}

/** A warning of runs that nobody works on. */
export function renderWaitingForDaemon(waiting: number, view: ViewOptions): string {
  const runs = count(waiting, "run waits", "runs wait");
  return renderWarning(`${runs} for a daemon, and none runs: \`mlx up --detach\` starts it`, view);
}

/** The daemons of a status, with their slots; a warning where schedules wait for one. */
export function renderDaemons(
  {
    daemons,
    slots,
    schedules,
    waitingForDaemon,
  }: Pick<StatusReport, "daemons" | "slots" | "schedules" | "waitingForDaemon">,
  view: ViewOptions,
): string {
  const { colours } = view;
  if (daemons.length === 0) {
    const waiting = waitingForDaemon === 0 ? [] : [renderWaitingForDaemon(waitingForDaemon, view)];
    if (schedules.active === 0) return waiting.join("\n");
    const text = `nothing fires: no daemon runs, and ${count(schedules.active, "schedule")} ${schedules.active === 1 ? "waits" : "wait"} for one; \`mlx up --detach\` starts it`;
    return [renderWarning(text, view), ...waiting].join("\n");
  }
  const lines = daemons.map(({ record, state, here }) => {
    const { identity, url, startedAt } = record;
    const where = here
      ? `process ${identity.pid}`
      : `process ${identity.pid} on ${toPlainText(identity.host)}`;
    const paint = state === "up" ? colours.green : colours.yellow;
    const parts = [
      paint(state),
      where,
      `since ${formatMoment(startedAt, view)}`,
      ...(url === undefined ? [] : [url]),
    ];
    return parts.join("  ");
  });
  return [...lines, renderSlots(slots)].join("\n");
}
