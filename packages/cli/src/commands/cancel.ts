import { isTerminal } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { describeRunAlone } from "../documents/run-document.ts";
import { shortId } from "../views/names.ts";
import { highlight } from "../views/prose.ts";
import { describeStatus } from "../views/run-status.ts";

export const cancel = defineCommand({
  name: "cancel",
  description:
    "Stops a run: its program gets SIGTERM, and SIGKILL after its grace (`stopGrace`). Has no effect on a run that has ended.",
  examples: [
    ["cancel 3f2a91bc", "stop one run in order"],
    ["cancel last --force", "kill the newest run's program at once"],
  ],
  arguments: {
    run: { required: true, summary: "id, its first characters (4 or more), or last", completes: "run" },
  },
  flags: {
    force: { type: "boolean", summary: "kill the program at once, without its grace" },
  },
  exits: [],
  run: ({ run, force }, context) => {
    const askedAt = context.now();
    return context.withProject(
      async ({ app, project }) => {
        const cancelled = await app.cancelRun(project, { run, force });
        if (!cancelled.ok) return cancelled;
        const { endedAt } = cancelled.value;
        const before = endedAt !== undefined && Date.parse(endedAt) < askedAt;
        return { ok: true, value: { run: cancelled.value, before } };
      },
      { recover: true },
    );
  },
  views: {
    human: ({ run, before }, view) => {
      const id = shortId(run.id);
      if (before) return `run ${id} had already ended: ${describeStatus(run.status)}`;
      if (isTerminal(run.status.state)) return `run ${id}: ${describeStatus(run.status)}`;
      return highlight(`run ${id} was asked to stop (\`mlx runs show ${id}\` tells when it has)`, view);
    },
    json: ({ run }) => ({ kind: "run", ...describeRunAlone(run) }),
  },
});
