import type { WatchEvent } from "@mlx/app";
import { printDocument } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { watchDocument } from "../documents/watch-document.ts";
import { createWatchView } from "../views/watch.ts";

export const watch = defineCommand({
  name: "watch",
  description:
    "Plans now and again whenever a file of the project is saved, until Ctrl-C. While a file does not parse, its findings are shown and the last good state is kept. With --apply a plan that deletes nothing and that nothing blocks is applied at once. With --json each event is a document of its own.",
  examples: [
    ["watch", "show what each save would change"],
    ["watch --apply", "and apply what is safe"],
  ],
  arguments: {},
  flags: {
    apply: { type: "boolean", summary: "apply plans that delete nothing and that nothing blocks" },
  },
  exits: [],
  run: ({ apply }, context) =>
    context.withProject(({ app, project }) =>
      context.interrupts.during((interrupted) => {
        const { output, json, view } = context;
        const render = createWatchView({ apply });
        const unread = new AbortController();
        const signal = AbortSignal.any([interrupted, unread.signal]);
        const onEvent = (event: WatchEvent) => {
          if (output.closed()) return unread.abort();
          const now = context.now();
          if (json) output.data(printDocument(watchDocument(event, now)));
          else {
            const text = render(event, { ...view, now });
            if (text !== "") output.data(text);
          }
        };
        return app.watchProject(project, { apply, signal, onEvent });
      }),
    ),
  views: { human: () => "", json: () => undefined },
});
