import type { EngineEvent } from "@mlx/core";
import type { Output } from "../output.ts";
import type { ViewOptions } from "../view-options.ts";
import { formatTime } from "../views/format.ts";
import { highlight } from "../views/prose.ts";
import type { DaemonProgress } from "./daemon-progress.ts";
import { describeDaemonEvent } from "./describe-daemon-event.ts";

export interface PlainDaemonOptions {
  readonly output: Pick<Output, "data" | "note">;
  readonly view: ViewOptions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const wentWrong: readonly EngineEvent["type"][] = ["duty-failed", "duty-restored", "schedules-ahead"];

/** A daemon as lines with dates and times on stdout, its log. With `-q` only what went wrong remains. */
export function createPlainDaemon({ output, view, now }: PlainDaemonOptions): DaemonProgress {
  const quiet = view.verbosity === "quiet";
  const say = (text: string) => output.data(`${view.colours.dim(formatTime(now(), view))} ${text}`);
  return {
    event: (event) => {
      if (quiet && !wentWrong.includes(event.type)) return;
      const line = describeDaemonEvent(event, view.verbosity);
      if (line !== undefined) say(line);
    },
    show: ({ identity, url }) => {
      if (!quiet) say(`process ${identity.pid} answers at ${url}`);
    },
    note: (text) => say(highlight(text, view)),
    bug: (text) => output.note(text),
    close: async () => {},
  };
}
