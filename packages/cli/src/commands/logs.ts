import { type LogLine, timestamp } from "@mlx/core";
import { printDocument } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { formatTime } from "../views/format.ts";
import { toLogText } from "../views/layout.ts";

export const logs = defineCommand({
  name: "logs",
  description:
    "Prints what a run's program wrote to stdout and stderr, and mlx's own account of the attempt. With --json each line is a document of its own.",
  examples: [
    ["logs last", "the newest run"],
    ["logs 3f2a91bc -f --tail 20", "the last 20 lines, and all that come"],
    ["logs 3f2a91bc --attempt 1 --timestamps", "the first attempt, with times"],
  ],
  arguments: {
    run: { required: true, summary: "id, its first characters (4 or more), or last", completes: "run" },
  },
  flags: {
    follow: { type: "boolean", short: "f", summary: "wait for further lines until the attempt has ended" },
    tail: { type: "count", value: "N", summary: "only the last N lines" },
    attempt: { type: "count", value: "N", least: 1, summary: "the attempt (the newest unless given)" },
    timestamps: { type: "boolean", summary: "put the local time before each line" },
  },
  exits: [],
  run: ({ run, follow, tail, attempt, timestamps }, context) =>
    context.withProject(
      ({ app, project }) =>
        context.interrupts.during(async (signal) => {
          const read = await app.readLogs(project, {
            run,
            follow,
            signal,
            ...(tail === undefined ? {} : { tail }),
            ...(attempt === undefined ? {} : { attempt }),
          });
          if (!read.ok) return read;
          const { output, view, json } = context;
          try {
            for await (const line of read.value) {
              if (output.closed()) break;
              if (json) output.data(printDocument(describeLine(line)));
              else {
                const time = timestamps ? `${view.colours.dim(formatTime(line.at, view))} ` : "";
                const text = view.isTerminal ? toLogText(line.text) : line.text;
                output.data(time + (line.stream === "execution" ? view.colours.dim(text) : text));
              }
              await output.drained();
            }
          } catch (error) {
            // Ctrl-C is how one leaves a followed log.
            if (!signal.aborted) throw error;
          }
          return { ok: true, value: undefined };
        }),
      { recover: true },
    ),
  views: { human: () => "", json: () => undefined },
});

function describeLine({ at, stream, text, partial }: LogLine) {
  return {
    kind: "log-line",
    at: timestamp(at),
    stream,
    text,
    ...(partial === undefined ? {} : { partial }),
  };
}
