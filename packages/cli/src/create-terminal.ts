import type { Output } from "./output.ts";
import { createJsonDaemon } from "./progress/json-daemon.ts";
import { createPlainProgress } from "./progress/plain.ts";
import { createPlainDaemon } from "./progress/plain-daemon.ts";
import type { Terminal } from "./terminal.ts";
import type { ViewOptions } from "./view-options.ts";

export interface TerminalStreams {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back again and again; returns what ends it. */
  readonly every: (milliseconds: number, call: () => void) => () => void;
}

/** Ink, and with it React, loads only where there is a terminal to draw on. */
export function createTerminal(
  { stdin, stderr, env, now, every }: TerminalStreams,
  {
    json,
    view,
    notesView,
    output,
  }: {
    readonly json: boolean;
    readonly view: ViewOptions;
    readonly notesView: ViewOptions;
    readonly output: Output;
  },
): Terminal {
  const drawable = isDrawable(stderr, env) && notesView.verbosity !== "quiet";
  const asks = isDrawable(stderr, env) && stdin.isTTY === true && !json;
  return {
    ...(asks
      ? {
          ask: async (request) => {
            const { askApproval } = await import("./ui/ask-approval.tsx");
            return askApproval(request, { stdin, stderr });
          },
        }
      : {}),
    openRunProgress: async () => {
      if (!drawable) return createPlainProgress({ output, view: notesView, now, every });
      const { openLiveRun } = await import("./ui/open-live-run.tsx");
      return openLiveRun({ stderr, view: notesView, now, every });
    },
    openDaemonProgress: async () => {
      if (json) return createJsonDaemon({ output, verbosity: notesView.verbosity });
      if (!drawable) return createPlainDaemon({ output, view, now });
      const { openLiveDaemon } = await import("./ui/open-live-daemon.tsx");
      return openLiveDaemon({ stderr, view: notesView, now, every });
    },
  };
}

/** A terminal that a person watches: CI systems have some that nobody does. */
function isDrawable(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const inCi = env.CI !== undefined && !["", "0", "false"].includes(env.CI);
  return stream.isTTY === true && !inCi && env.TERM !== "dumb";
}
