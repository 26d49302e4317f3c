import type { RunSelection } from "@mlx/app";
import { type Address, formatAddress, isAddress, taskNames } from "@mlx/core";
import type { Flags, InputOf } from "./define-command.ts";
import { kebab } from "./help.ts";
import { shellWord } from "./views/names.ts";

/** The flags that say which runs. */
export const runFilterFlags = {
  state: {
    type: "list",
    value: "STATE",
    choices: ["PENDING", "RUNNING", "RETRY", "DONE", "FAILED", "ABORTED"],
    summary: "only runs in this state (repeatable)",
  },
  experiment: {
    type: "string",
    value: "NAME",
    summary: "only runs of this experiment",
    completes: "experiment",
  },
  instance: { type: "string", value: "NAME", summary: "only runs of this instance", completes: "instance" },
  task: {
    type: "string",
    value: "TASK",
    choices: taskNames,
    summary: "only runs of this task",
  },
  trigger: {
    type: "list",
    value: "TRIGGER",
    choices: ["manual", "schedule", "backfill", "rerun", "apply", "policy", "api"],
    summary: "only runs that were made so (repeatable)",
  },
  since: { type: "string", value: "TIME", summary: "only runs created since then, e.g. -1d or 2026-01-31" },
  until: { type: "string", value: "TIME", summary: "only runs created before then" },
  backfill: { type: "string", value: "ID", summary: "only runs of this backfill" },
  filter: {
    type: "string",
    value: "SEARCH",
    notEmpty: true,
    summary: "only runs that a search finds, e.g. `metrics.RMSE < 0.5 and tags.team = 'a'` (docs/search.md)",
  },
} as const satisfies Flags;

type RunFilterInput = InputOf<Record<never, never>, typeof runFilterFlags>;

/** Names are taken with and without their kind. */
export function toSelection(input: RunFilterInput): RunSelection {
  const { state, experiment, instance, task, trigger, since, until, backfill, filter } = input;
  return {
    ...(state.length === 0 ? {} : { states: state }),
    ...(experiment === undefined ? {} : { experiment: toAddress("experiment", experiment) }),
    ...(instance === undefined ? {} : { instance: toAddress("instance", instance) }),
    ...(task === undefined ? {} : { task }),
    ...(trigger.length === 0 ? {} : { triggers: trigger }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(backfill === undefined ? {} : { backfill }),
    ...(filter === undefined ? {} : { filter }),
  };
}

/** The flags as they would be typed; empty where none were given. */
export function selectionWords(input: RunFilterInput): string {
  const names = [
    "state",
    "experiment",
    "instance",
    "task",
    "trigger",
    "since",
    "until",
    "backfill",
    "filter",
  ] as const;
  return names
    .flatMap((name) => {
      const value = input[name];
      const values = value === undefined ? [] : typeof value === "string" ? [value] : value;
      return values.map((each) => `--${kebab(name)} ${shellWord(each)}`);
    })
    .join(" ");
}

function toAddress<K extends "experiment" | "instance">(kind: K, text: string): Address<K> {
  return isAddress(text, kind) ? text : formatAddress({ kind, name: text });
}
