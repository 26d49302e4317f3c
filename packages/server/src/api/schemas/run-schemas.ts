import Type from "typebox";
import { anyObject, mapOf, named, nullable, number, text, time, uuid } from "./schema.ts";

export const taskNames = ["preprocess", "featurePipeline", "train", "evaluate", "score"] as const;
export const runStates = ["PENDING", "RUNNING", "RETRY", "DONE", "FAILED", "ABORTED"] as const;
export const runTriggers = ["manual", "schedule", "backfill", "rerun", "apply", "policy", "api"] as const;

const Window = Type.Object({ start: time("exclusive"), end: time("inclusive") });
const Inputs = mapOf(
  Type.Object({ dataset: text("its address"), fingerprint: nullable(text("over its files, as applied")) }),
  "by channel",
);

const ofRun = {
  id: uuid("of the run"),
  state: Type.Enum([...runStates]),
  reason: text("why it is in that state, or its phase while it runs"),
  message: nullable(text("more about the reason")),
  task: Type.Enum([...taskNames], { description: "of a chain, its main one" }),
  trigger: Type.Enum([...runTriggers]),
  actor: text("who, or what, started it"),
  experiment: nullable(text("its address")),
  instance: text("its address"),
  recipe: text("its address"),
  parameters: anyObject("all that the task was given"),
  inputs: Inputs,
  scoredWith: nullable(text("the model that it loads, `model/x@v3`")),
  priority: Type.Integer({ description: "higher goes first" }),
  slots: mapOf(Type.Number(), "what it holds while it runs"),
  scheduledAt: nullable(time("its nominal time")),
  window: nullable(Window),
  readyAt: nullable(time("it does not start before")),
  nextAttemptAt: nullable(time("while it waits for another attempt")),
  rerunOf: nullable(text("the run whose specification it repeats")),
  exactOf: nullable(text("the run that it repeats exactly")),
  backfill: nullable(text("the backfill that it belongs to")),
  suspectSince: nullable(time("since when its worker is silent")),
  createdAt: time("when it was made"),
  startedAt: nullable(time("when it was first worked on")),
  endedAt: nullable(time("when it ended")),
};

export const RunAlone = named("RunAlone", Type.Object(ofRun));

const Attempt = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  step: nullable(Type.Integer({ description: "of a chain, from 0" })),
  executor: text("`process` or `docker`"),
  reason: nullable(text("how it ended")),
  message: nullable(text("more about that")),
  exitCode: nullable(Type.Integer()),
  signal: nullable(text("that ended the program")),
  peakMemory: nullable(Type.Integer({ description: "bytes" })),
  environment: nullable(anyObject("the software that it ran with")),
  inputs: anyObject("by channel, what was really staged"),
  startedAt: nullable(time("of its program")),
  endedAt: nullable(time("of its program")),
});

const Output = Type.Object({
  channel: text("of the task"),
  path: text("the batch's folder on the machine of mlx"),
  digest: text("of the artifact"),
  files: Type.Integer(),
  size: Type.Integer({ description: "bytes" }),
});

export const RunSchema = named(
  "Run",
  Type.Object({
    ...ofRun,
    metrics: mapOf(number, "the last value of each"),
    model: nullable(text("the version that it made, `model/x@v3`")),
    outputs: Type.Array(Output),
    plots: nullable(anyObject("its plots, as an artifact: the output `plots`")),
    steps: Type.Array(anyObject("of a chain, how each task of it stands"), {
      description: "empty where the run has one task",
    }),
    attempts: Type.Array(Attempt),
  }),
);

export const RunEventSchema = named(
  "RunEvent",
  Type.Object({
    at: time("when it happened"),
    actor: text("who did it"),
    type: text(
      "`created`, `claimed`, `status`, `stop-requested`, `reopened`, `suspect`, `warning` or `step`",
    ),
    from: nullable(text("state before")),
    to: nullable(text("state after")),
    reason: nullable(text("why")),
    data: nullable(anyObject("by type")),
  }),
);

export const MetricSummarySchema = named(
  "MetricSummary",
  Type.Object({
    name: text("as the task wrote it"),
    last: number,
    min: number,
    max: number,
    count: Type.Integer({ description: "of its points" }),
    firstAt: Type.Integer({ description: "milliseconds since 1970" }),
    lastAt: Type.Integer({ description: "milliseconds since 1970" }),
  }),
);

export const MetricPointSchema = named(
  "MetricPoint",
  Type.Object({
    name: text("of the metric"),
    value: number,
    step: Type.Integer(),
    at: Type.Integer({ description: "milliseconds since 1970" }),
  }),
);

export const ComparisonSchema = named(
  "Comparison",
  Type.Object({
    kind: Type.Literal("comparison"),
    subjects: Type.Array(Type.String(), { description: "runs and versions, in this order in each row" }),
    metrics: Type.Array(anyObject("values, differences to the first, the best of them")),
    sections: anyObject("rows by what they are about: parameters, data, source, …"),
  }),
);

/** Where a path names a run: its id, at least four characters of its beginning, or `last`. */
export const RunParams = Type.Object({
  run: Type.String({ description: "UUID, at least four characters of its beginning, or `last`" }),
});
