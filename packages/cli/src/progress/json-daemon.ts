import type { EngineEvent } from "@mlx/core";
import type { Document } from "@mlx/documents";
import { describeRunAlone, printDocument } from "@mlx/documents";
import type { Output } from "../output.ts";
import type { Verbosity } from "../view-options.ts";
import type { DaemonProgress } from "./daemon-progress.ts";
import { timeOfEvent } from "./describe-daemon-event.ts";

/** A daemon as JSON documents on stdout, one a line for each event; of logs and metrics only with `-v`. */
export function createJsonDaemon({
  output,
  verbosity,
}: {
  readonly output: Pick<Output, "data" | "note">;
  readonly verbosity: Verbosity;
}): DaemonProgress {
  const say = (document: Document) => output.data(printDocument(document));
  return {
    event: (event) => {
      // What mlx itself costs is in its metrics, and would be most of what is printed here.
      if (event.type === "engine-call" || event.type === "store-wait") return;
      if (verbosity !== "verbose" && (event.type === "run-log" || event.type === "run-metric")) return;
      say(daemonEventDocument(event));
    },
    show: ({ identity, url, startedAt }) =>
      say({
        kind: "daemon-event",
        at: startedAt,
        type: "started",
        pid: identity.pid,
        host: identity.host,
        url,
      }),
    note: () => {},
    bug: (text) => output.note(text),
    close: async () => {},
  };
}

/** One event of `mlx up`; of a run what `mlx runs` tells, without what belongs to it. */
function daemonEventDocument(event: EngineEvent): Document {
  const { type, ...rest } = event;
  const head = { kind: "daemon-event", at: timeOfEvent(event) ?? null, type } as const;
  if ("run" in event) return { ...rest, ...head, run: describeRunAlone(event.run) };
  return { ...rest, ...head };
}
