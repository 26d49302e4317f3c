/** Random configurations of every kind, in the language, all of them valid. */
import { isJsonObject, type Json, type JsonObject } from "@mlx/core";
import fc from "fast-check";
import { escapeTemplates } from "../src/index.ts";

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    "yes",
    "2026-01-01",
    "1e3",
    "null",
    "$${x} and ${",
    "$$${",
    "a: b # c",
    "- x",
    " ",
    "ü\n\nü",
    "0x1f",
    "~",
  ),
);
const name = fc.constantFrom("a", "b", "with.dot", "with space", "7", "on");
const secret = fc.oneof(
  fc.constantFrom("KEY", "B_2").map((env) => ({ secret: { env } })),
  fc.constantFrom("keys/a.txt", "/run/secrets/b").map((file) => ({ secret: { file } })),
);
const json: fc.Arbitrary<Json> = fc.oneof(
  text,
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
    .map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
  fc.dictionary(name, text, { maxKeys: 2 }),
);
const parameters = fc.dictionary(name, fc.oneof(json, secret), { maxKeys: 3 });
const env = fc.dictionary(fc.constantFrom("A", "B_1"), fc.oneof(text, fc.integer(), secret), { maxKeys: 2 });
const duration = fc.oneof(
  fc.constantFrom("30s", "90s", "1m", "1h30m", "2h", "1d", "1w", "2.5m"),
  fc.integer({ min: 1, max: 100_000 }),
);
const path = fc.constantFrom("./data/x", "data/y/", "/srv/z", "../up", "a b/ü");
/** Optional fields. */
const some = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { requiredKeys: [] });

const common = {
  description: text,
  tags: fc.dictionary(name, fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 2 }),
  enabled: fc.boolean(),
  lifecycle: some({
    protect: fc.boolean(),
    ignore: fc.subarray(["description", "tags.team", "enabled"]),
  }),
};

const dataset = fc
  .tuple(
    fc.constantFrom("d.csv", "./x/*.parquet", "rows.ndjson.gz", "/srv/data/x.csv"),
    some({
      ...common,
      format: fc.constantFrom("csv", "parquet", "jsonl"),
      batches: fc.constantFrom("latest", "all"),
    }),
    fc.constantFrom("date", "when it was"),
    fc.option(fc.constantFrom("%Y-%m-%d", "%m/%d/%y"), { nil: undefined }),
  )
  .map(([path, others, timestampColumn, timestampFormat]) => ({
    path,
    ...others,
    timestampColumn,
    ...(timestampFormat === undefined ? {} : { timestampFormat }),
  }));

const command = fc.oneof(
  fc.constantFrom("python train.py --fast", "train"),
  fc.constant(["sh", "-c", "a b", ""]),
  fc.constant(["python", "-m", "x"]),
);
const container = some({
  profile: fc.constantFrom("strict", "sagemaker", "trusted"),
  pull: fc.constantFrom("missing", "always", "never"),
  entrypoint: command,
  user: fc.constantFrom("1000:1000", "image", 1001),
  network: fc.constantFrom("none", "bridge"),
  tmpExec: fc.boolean(),
  pids: fc.integer({ min: 64, max: 5000 }),
  shmSizeInMB: fc.integer({ min: 64, max: 1024 }),
  capabilities: fc.subarray(["NET_RAW", "cap_chown"]),
});
const recipe = fc
  .tuple(
    fc.constantFrom("Python", "R", "Tensorflow", "PySpark"),
    fc.oneof(
      fc.record(
        { source: path, executor: fc.constantFrom("process", "docker") },
        { requiredKeys: ["source"] },
      ),
      fc.record({ image: fc.constantFrom("acme:1", "ghcr.io/acme/gbm:2") }),
      fc.record({
        build: fc.oneof(
          path,
          fc.record(
            {
              context: path,
              dockerfile: fc.constantFrom("Dockerfile", "./docker/Dockerfile.gpu"),
              target: fc.constant("run"),
              args: fc.dictionary(fc.constantFrom("A", "B"), fc.oneof(text, fc.integer()), { maxKeys: 2 }),
            },
            { requiredKeys: ["context"] },
          ),
        ),
      }),
    ),
    container,
    some({
      ...common,
      algorithm: fc.constantFrom("Classification", "Regression", "Custom"),
      command: some({ train: command, score: command, fp: command, serve: command }),
      defaults: some({ train: parameters, score: parameters, featurePipeline: parameters }),
      env,
      requireModel: fc.boolean(),
    }),
  )
  .map(([type, origin, options, others]) => {
    const inDocker = !("source" in origin) || origin.executor === "docker";
    const { pull, ...rest } = options;
    // A pull policy is about images that are not built here.
    const fitting = "build" in origin || pull === undefined ? rest : { ...rest, pull };
    return { type, ...origin, ...others, ...(inDocker ? { container: fitting } : {}) };
  });

const specification = fc.oneof(
  fc.record(
    { type: fc.constant("ContainerTaskSpec"), cpus: fc.constantFrom(1, 0.5), memoryInMB: fc.constant(512) },
    { requiredKeys: ["type"] },
  ),
);
const inputs = (channels: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...channels), fc.constantFrom("d0", "dataset/d1"), { maxKeys: 2 });
const outputs = fc.dictionary(fc.constantFrom("out", "more"), fc.constantFrom("./out/a", "out/b/"), {
  maxKeys: 2,
});
const task = some({
  parameters,
  inputs: inputs(["train", "score", "extra"]),
  outputs,
  specification,
});
const instance = fc
  .tuple(
    fc.constantFrom("r0", "recipe/r1"),
    some(common),
    some({ preprocess: task }),
    fc.tuple(task, task, task, task),
  )
  .map(([recipe, others, tasks, [train, score, fp, evaluate]]) => ({
    recipe,
    ...others,
    tasks: { preprocess: {}, ...tasks, train, score, fp, evaluate },
  }));

const retry = some({
  max: fc.integer({ min: 0, max: 5 }),
  infraMax: fc.integer({ min: 0, max: 5 }),
  backoff: some({
    initial: duration,
    factor: fc.constantFrom(1, 2, 3.5),
    max: duration,
    jitter: fc.constantFrom(0, 0.2, 1),
  }),
  exitCodes: some({ retry: fc.constantFrom([1, "3-5"], []), fail: fc.constantFrom(["07", 9], [2]) }),
  memoryFactor: fc.constantFrom(1, 1.5),
});
const schedule = fc.record(
  {
    cron: fc.constantFrom<string | string[]>("@daily", "*/20  * * * *", ["0 2 * * mon", "0 3 * * *"]),
    timezone: fc.constantFrom("UTC", "Europe/Berlin"),
    startTime: fc.constantFrom("2026-01-01", "2026-01-01T00:00"),
    endTime: fc.constant("2030-12-31"),
    catchUp: fc.constantFrom("latest", "none", "all"),
    catchUpLimit: fc.integer({ min: 1, max: 20 }),
    startingDeadline: duration,
    concurrency: fc.constantFrom("forbid", "replace"),
    queueLimit: fc.integer({ min: 1, max: 3 }),
    dst: some({ gap: fc.constantFrom("shift", "skip"), overlap: fc.constantFrom("first", "last", "both") }),
    jitter: fc.constantFrom("0s", "30s", 45),
    suspend: fc.boolean(),
  },
  { requiredKeys: ["cron"] },
);
const notification = some({
  email: fc.constantFrom<string | string[]>("a@acme.example", ["b@acme.example", "a@acme.example"]),
  emailOnRetry: fc.boolean(),
  emailOnFailure: fc.boolean(),
  webhooks: fc.subarray(["ops"]),
});
const timeouts = some({
  queue: duration,
  prepare: duration,
  start: duration,
  publish: duration,
  stall: duration,
  onStall: fc.constantFrom("warn", "stop"),
});
/** Of an experiment and of a service's section. */
const work = {
  parameters,
  outputs,
  retry,
  schedule,
  timeout: duration,
  stopGrace: duration,
  timeouts,
  priority: fc.integer({ min: -5, max: 5 }),
  slots: fc.constantFrom({}, { tape: 1 }),
  maxRunning: fc.integer({ min: 1, max: 4 }),
  notification,
  timeframe: fc.constantFrom<string | number>("1h", 10_080, 0, "7d"),
  onEmpty: fc.constantFrom("fail", "pass"),
};
const selector = fc.constantFrom(
  "latest",
  "best(RMSE)",
  "best(churn, max)",
  "best(RMSE,max)",
  "@champion",
  "v12",
);
const chain = fc.constantFrom<Json>(
  ["preprocess", "train"],
  [
    { task: "fp", passes: ["out"] },
    { task: "train", cache: true, retry: {}, inputs: { features: { task: "fp", output: "out" } } },
    { task: "score", when: { metric: "RMSE", op: "<=", value: 3.5 }, retry: { max: 2 } },
  ],
);
const experiment = fc
  .tuple(
    fc.constantFrom("i0", "instance/i1"),
    some({ ...common, ...work, inputs: inputs(["train", "extra"]) }),
    fc.option(fc.record({ task: fc.constant("score"), model: selector }, { requiredKeys: ["task"] }), {
      nil: undefined,
    }),
  )
  .map(([instance, others, score]) => ({
    instance,
    ...others,
    ...score,
    // A timeframe is cut out of something.
    ...(others.timeframe === undefined
      ? {}
      : { inputs: { [score === undefined ? "train" : "score"]: "d0" } }),
  }));
const { timeframe: _, ...untimed } = work;
const found = some({ ...common, ...untimed }).map((others) => ({
  instanceQuery: 'tags.team == "x"',
  ...others,
}));

const section = some({ ...work, dataset: fc.constantFrom("d0", "d1"), inputs: inputs(["extra"]) }).map(
  (each) => (each.timeframe === undefined ? each : { dataset: "d0", ...each }),
);
const serve = some({
  replicas: fc.integer({ min: 1, max: 3 }),
  concurrency: fc.integer({ min: 1, max: 20 }),
  maxBodyInMB: fc.constantFrom(6, 1.5, 20),
  timeout: duration,
  drain: duration,
  env,
  specification,
});
const service = fc
  .tuple(
    some(common),
    some({ scoring: section, serve }),
    fc.oneof(
      fc.record({ training: section }, { requiredKeys: [] }),
      fc.record({ model: selector, training: section }, { requiredKeys: ["model"] }),
      fc.constant({ training: { run: "b0b0b0b0-0000-4000-8000-000000000001" } }),
      fc.constant({ training: { experiment: "e2" } }),
      fc.constant({ training: { experiment: "experiment/e2" }, model: "@champion" }),
    ),
  )
  .map(([own, parts, trained]) => ({ instance: "i0", ...own, ...parts, ...trained }));

const gate = fc.oneof(
  fc.constantFrom<JsonObject>(
    { metric: "RMSE", op: "<=", value: 9.5 },
    { metric: "RMSE", beats: "champion" },
    { metric: "churn", beats: "challenger", by: 0.5, goal: "max", on: "d0" },
    { minRows: 100 },
    { minRows: 5, input: "extra" },
    { approval: {} },
    { approval: { min: 2, by: ["bob", "ann"] } },
  ),
);
const model = fc
  .tuple(
    some({
      ...common,
      promotion: some({
        alias: fc.constantFrom("champion", "best"),
        from: fc.constant("challenger"),
        gates: fc.array(gate, { maxLength: 3 }),
        auto: fc.boolean(),
      }),
    }),
    fc.integer({ min: 1, max: 9 }),
  )
  // A pin and `auto` exclude each other.
  .map(([own, pin]) => (own.promotion?.auto ? own : { ...own, pin }));

/** The sections of a file, as JSON. `chain` has an experiment of its own. */
export const configurations = fc
  .record({
    datasets: fc.tuple(dataset, dataset),
    recipes: fc.tuple(recipe, recipe),
    instances: fc.tuple(instance, instance),
    experiments: fc.tuple(experiment, found, fc.constant({ instance: "i0" })),
    chained: fc.option(chain, { nil: undefined }),
    services: fc.tuple(service),
    models: fc.tuple(model),
  })
  .map(({ datasets, recipes, instances, experiments, chained, services, models }) => ({
    datasets: named("d", datasets),
    recipes: named("r", recipes),
    instances: named("i", instances),
    experiments: {
      ...named("e", experiments),
      ...(chained === undefined ? {} : { chained: { instance: "i0", chain: chained } }),
    },
    services: named("s", services),
    models: { i0: models[0] },
  }))
  .map(escaped);

/** As a file has it: texts are literal. */
function escaped(sections: JsonObject): JsonObject {
  const written: Json = escapeTemplates(sections);
  return isJsonObject(written) ? written : {};
}

function named<T>(prefix: string, items: readonly T[]): { readonly [name: string]: T } {
  return Object.fromEntries(items.map((item, index) => [`${prefix}${index}`, item]));
}
