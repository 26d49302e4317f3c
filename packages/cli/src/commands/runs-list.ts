import { type Address, formatAddress, isAddress } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { describeRun } from "../documents/run-document.ts";
import { renderRuns } from "../views/run-list.ts";

export const runsList = defineCommand({
  name: "runs list",
  description: "Lists runs, newest first.",
  examples: [
    ["runs", "the last 20"],
    ["runs --state FAILED --experiment retail-nightly", "those of one experiment that failed"],
    ["runs --json --limit 100", "for a script"],
  ],
  arguments: {},
  flags: {
    state: {
      type: "list",
      value: "STATE",
      choices: ["PENDING", "RUNNING", "RETRY", "DONE", "FAILED", "ABORTED"],
      summary: "only runs in this state (repeatable)",
    },
    experiment: { type: "string", value: "NAME", summary: "only runs of this experiment" },
    instance: { type: "string", value: "NAME", summary: "only runs of this instance" },
    task: {
      type: "string",
      value: "TASK",
      choices: ["train", "score", "featurePipeline"],
      summary: "only runs of this task",
    },
    limit: { type: "count", value: "N", least: 1, summary: "how many to list (20)" },
  },
  exits: [],
  run: ({ state, experiment, instance, task, limit = 20 }, context) =>
    context.withProject(
      ({ app, project }) =>
        app.listRuns(project, {
          limit,
          ...(state.length === 0 ? {} : { states: state }),
          ...(experiment === undefined ? {} : { experiment: toAddress("experiment", experiment) }),
          ...(instance === undefined ? {} : { instance: toAddress("instance", instance) }),
          ...(task === undefined ? {} : { task }),
        }),
      { recover: true },
    ),
  views: {
    human: renderRuns,
    json: (records) => ({ kind: "runs", runs: records.map(describeRun) }),
  },
});

/** Names are taken with and without their kind. */
function toAddress<K extends "experiment" | "instance">(kind: K, text: string): Address<K> {
  return isAddress(text, kind) ? text : formatAddress({ kind, name: text });
}
