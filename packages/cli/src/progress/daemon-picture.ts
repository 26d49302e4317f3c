import type { DaemonView } from "@mlx/app";
import type { DaemonState, EngineEvent } from "@mlx/core";
import type { ShownDaemon } from "./daemon-progress.ts";
import { describeDaemonEvent } from "./describe-daemon-event.ts";

/** What is known of a daemon at a moment: all that a view of it shows. */
export interface DaemonPicture {
  readonly state: DaemonState;
  readonly daemon?: Pick<ShownDaemon, "identity" | "url" | "startedAt">;
  readonly view?: DaemonView;
  /** The last line of each run that is worked on here. */
  readonly lines: ReadonlyMap<string, string>;
  /** The newest of what happened, at most `newsKept`. */
  readonly news: readonly { readonly at: number; readonly text: string }[];
  readonly problems: readonly string[];
}

export const emptyDaemonPicture: DaemonPicture = {
  state: "starting",
  lines: new Map(),
  news: [],
  problems: [],
};
const newsKept = 8;

/** The picture after an event. Pure. `now`: milliseconds since 1970. */
export function updateDaemonPicture(picture: DaemonPicture, event: EngineEvent, now: number): DaemonPicture {
  if (event.type === "run-log")
    return { ...picture, lines: new Map(picture.lines).set(event.runId, event.line.text) };
  const changed = { ...picture, ...(event.type === "daemon-state" ? { state: event.state } : {}) };
  const text = describeDaemonEvent(event, "normal");
  const news = text === undefined ? picture.news : [...picture.news, { at: now, text }].slice(-newsKept);
  if (event.type !== "run-status" || event.status.state === "RUNNING") return { ...changed, news };
  const lines = new Map(picture.lines);
  lines.delete(event.run.id);
  return { ...changed, news, lines };
}
