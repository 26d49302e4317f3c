import { describeRunAlone } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderStopped, renderWaiting } from "../views/daemon.ts";

export const down = defineCommand({
  name: "down",
  description:
    "Ends the daemon of this project and environment on this machine: nothing new starts, and it ends when what runs has ended, which is waited for. With --now it ends at once, and what runs is left to the next `mlx up`. Ctrl-C ends the waiting, not the ending.",
  examples: [
    ["down", "when what runs has ended"],
    ["down --now", "at once; programs go on, and the next `mlx up` looks after them"],
  ],
  arguments: {},
  flags: {
    now: { type: "boolean", summary: "leave what runs to the next daemon" },
  },
  exits: ["interrupted"],
  run: ({ now }, context) =>
    context.withProject(({ app, project }) =>
      context.interrupts.during(async (signal) => {
        const stopped = await app.stopDaemon(project, {
          now,
          signal,
          onWaiting: (running) => {
            const { json, notesView, output } = context;
            const text = renderWaiting(running, { ...notesView, now: context.now() });
            if (!json && text !== "") output.note(text);
          },
        });
        return stopped.ok ? { ok: true, value: { ...stopped.value, now } } : stopped;
      }),
    ),
  views: {
    human: renderStopped,
    json: ({ identity, ended, running, waiting }) => ({
      kind: "daemon-ended",
      pid: identity.pid,
      host: identity.host,
      ended,
      running: running.map(({ run }) => describeRunAlone(run)),
      waitingForDaemon: waiting,
    }),
  },
  exit: ({ ended, now }) => (ended || now ? "done" : "interrupted"),
});
