import { type EngineEvent, type Run, type RunRecord, taskNames } from "@mlx/core";
import { describeRun } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { runCancelled, runFailed, usageInvalid } from "../errors.ts";
import { followRun } from "../follow-run.ts";
import { renderWaitingForDaemon } from "../views/daemon.ts";
import { shellWord, shortId } from "../views/names.ts";
import { describeRemedy, parseNeverMet } from "../views/never-met.ts";
import { highlight } from "../views/prose.ts";
import { renderRun } from "../views/run-detail.ts";

type Ran =
  | { readonly how: "followed"; readonly record: RunRecord }
  | { readonly how: "left"; readonly record: RunRecord }
  | {
      readonly how: "detached";
      readonly run: Run;
      readonly byDaemon: boolean;
      readonly draining?: true;
      readonly neverMet?: string;
      readonly waitingForDaemon: number;
    };

export const run = defineCommand({
  name: "run",
  description:
    "Runs an applied experiment, or a task of an instance or a service, and follows it to its end. A train run publishes a new version of the instance's model; a score run loads a model and writes a new batch. Ctrl-C says what runs, a second one stops it, a third leaves it to itself. Where a daemon (`mlx up`) lives, it does the work, in its turn.",
  examples: [
    ["run experiment/retail-nightly", "run it and follow it"],
    [
      "run instance/retail-default --task train -p max_depth=5",
      "one task, with a parameter of this run only",
    ],
    ["run experiment/retail-score --model retail-default@v2", "score with a certain model"],
    ["run service/retail-forecast --task score", "score now with the model that the service means"],
    ["run experiment/retail-nightly --detach", "start it and come back at once"],
    ["run experiment/retail-nightly --priority 100", "before what else is queued"],
    ["run experiment/retail-nightly --respect-policy", "not while another run of it is under way"],
  ],
  arguments: {
    address: {
      required: true,
      summary: "experiment, instance or service, e.g. experiment/retail-nightly",
      completes: "runnable",
    },
  },
  flags: {
    task: {
      type: "string",
      value: "TASK",
      choices: taskNames,
      summary: "the task to run (an experiment has its own)",
    },
    parameter: {
      type: "assignments",
      short: "p",
      value: "KEY=VALUE",
      summary: "a parameter of this run only (repeatable)",
    },
    model: {
      type: "string",
      value: "REF",
      summary: "the model to load: NAME, NAME@latest, NAME@v3 or NAME@champion",
      completes: "model",
    },
    tag: { type: "assignments", value: "KEY=VALUE", summary: "a tag of this run (repeatable)" },
    priority: {
      type: "count",
      value: "N",
      least: -1000,
      most: 1000,
      summary: "a daemon works on higher ones first (the experiment's, or 0)",
    },
    noCache: { type: "boolean", summary: "run every task of a chain, also those that are known from before" },
    respectPolicy: {
      type: "boolean",
      summary: "keep to the concurrency policy of the experiment's schedule",
    },
    wait: { type: "boolean", summary: "follow it to its end (the default)" },
    detach: { type: "boolean", summary: "leave it to the daemon, or else to a mlx in the background" },
  },
  exits: ["lockHeld", "blocked", "runFailed", "cancelled", "interrupted"],
  run: async (
    { address, task, parameter, model, tag, priority, noCache, respectPolicy, wait, detach },
    context,
  ) => {
    if (wait && detach) {
      const help = "mlx run --help";
      return {
        ok: false,
        failure: usageInvalid("`--wait` and `--detach` exclude each other", "mlx run ADDRESS [FLAGS]", help),
      };
    }
    let progressEvent = (_: EngineEvent) => {};
    return context.withProject<Ran>(
      async ({ app, project }) => {
        const started = await app.startRun(project, {
          target: address,
          parameters: parameter,
          ...(task === undefined ? {} : { task }),
          ...(model === undefined ? {} : { model }),
          ...(Object.keys(tag).length === 0 ? {} : { tags: tag }),
          ...(priority === undefined ? {} : { priority }),
          ...(noCache ? { noCache } : {}),
          respectPolicy,
        });
        if (!started.ok) return started;
        const { run: made, ...queued } = started.value;
        const { byDaemon } = queued;
        if (detach) {
          const detached = { ok: true, value: { how: "detached", run: made, ...queued } } as const;
          if (byDaemon) return detached;
          const worker = await app.startWorker(project, { run: made.id });
          return worker.ok ? detached : worker;
        }
        const progress = await context.terminal.openRunProgress();
        progressEvent = progress.event;
        const { interrupts } = context;
        const followed = await followRun({
          app,
          project,
          run: made,
          work: byDaemon ? "daemon" : "here",
          progress,
          interrupts,
        });
        // What an apply announced may have waited for this run.
        await app.workOnAnnounced(project);
        if (!followed.ok) return followed;
        const { record, left } = followed.value;
        return { ok: true, value: { how: left ? "left" : "followed", record } };
      },
      { recover: true, events: (event) => progressEvent(event) },
    );
  },
  views: {
    human: (ran, view) => {
      if (ran.how === "left") return "";
      if (ran.how === "followed") {
        const { run: made, model } = ran.record;
        const detail = renderRun(ran.record, [], view);
        if (view.verbosity === "quiet" || made.status.state !== "DONE") return detail;
        const next =
          model === undefined
            ? `Next: \`mlx lineage run/${shortId(made.id)}\``
            : `Next: \`mlx models show ${shellWord(model.replace(/^model\//, ""))}\``;
        return `${detail}\n\n${highlight(next, view)}`;
      }
      const id = shortId(ran.run.id);
      if (view.verbosity === "quiet") return `run/${ran.run.id}`;
      const never = parseNeverMet(ran.neverMet);
      const how = ran.draining
        ? "is queued; the daemon drains, and the next mlx works on it"
        : ran.byDaemon
          ? "is queued; the daemon works on it"
          : "goes on in the background";
      const text =
        never === undefined
          ? `run/${ran.run.id} ${how}.\nNext: \`mlx logs -f ${id}\`, \`mlx runs show ${id}\``
          : `run/${ran.run.id} is queued, and never starts so: ${ran.neverMet}.\nNext: ${describeRemedy(never)}`;
      return [
        highlight(text, view),
        ...(ran.waitingForDaemon === 0 ? [] : [renderWaitingForDaemon(ran.waitingForDaemon, view)]),
      ].join("\n");
    },
    json: (ran) => ({
      kind: "run",
      ...describeRun(
        ran.how === "detached" ? { run: ran.run, attempts: [], metrics: [], outputs: [] } : ran.record,
      ),
    }),
  },
  failure: (ran) => {
    if (ran.how !== "followed") return undefined;
    const { state } = ran.record.run.status;
    if (state === "FAILED") return runFailed(ran.record);
    return state === "ABORTED" ? runCancelled(ran.record) : undefined;
  },
  exit: ({ how }) => (how === "left" ? "interrupted" : "done"),
});
