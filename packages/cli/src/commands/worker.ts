import { defineCommand } from "../define-command.ts";
import { runCancelled, runFailed } from "../errors.ts";

export const worker = defineCommand({
  name: "worker",
  description: "Works on one queued run to its end, quietly. `mlx run --detach` starts it.",
  examples: [["worker 3f2a91bc", "do the work of a run"]],
  arguments: {
    run: { required: true, summary: "the run's id" },
  },
  flags: {},
  exits: ["lockHeld", "runFailed", "cancelled"],
  run: ({ run }, context) =>
    context.withProject(async ({ app, project }) => {
      const { signal } = new AbortController();
      const followed = await app.followRun(project, { run, signal, work: "here" });
      // What an apply announced may have waited for this very run, or for its process.
      await app.workOnAnnounced(project);
      return followed;
    }),
  views: { human: () => "", json: () => undefined },
  failure: (record) => {
    const { state } = record.run.status;
    if (state === "FAILED") return runFailed(record);
    return state === "ABORTED" ? runCancelled(record) : undefined;
  },
});
