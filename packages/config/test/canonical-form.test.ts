import { describe, expect, it } from "vitest";
import { noSettings } from "../src/resolve/project-settings.ts";
import { load, problemsOf, resourceOf, specOf } from "./load.ts";

const common = { tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] };

const sample = `
variables:
  data: { type: string, default: ./data/retail.csv, description: Weekly sales per store }
environments:
  dev: { default: true }
  prod: { store: "\${env.MLX_STORE}", branch: main, variables: { data: /srv/retail.csv } }
datasets:
  retail-sales:
    path: \${var.data}
    timestampColumn: date
    timestampFormat: "%m/%d/%y"
recipes:
  retail-gbm:
    type: Python
    algorithm: Regression
    source: ./recipe
    defaults:
      train: { learning_rate: 0.1, n_estimators: 100, max_depth: 3 }
instances:
  retail-default:
    recipe: retail-gbm
    tasks:
      train:
        parameters: { n_estimators: 200 }
        inputs: { train: retail-sales }
        specification: { type: ContainerTaskSpec, cpus: 1, memoryInMB: 2048 }
      score:
        inputs: { score: retail-sales }
        outputs: { predictions: ./out/predictions }
experiments:
  retail-nightly:
    instance: retail-default
    task: train
    parameters: { max_depth: 4 }
    schedule:
      cron: "0 2 * * *"
      timezone: Europe/Berlin
      startTime: 2026-01-01
      endTime: 2026-12-31
    retry: { max: 1 }
    timeout: 2h
moved: [{ from: instance/retail, to: instance/retail-default }]
`;

describe("the canonical form", () => {
  it("moves a resource that exists several times with all its keys", async () => {
    const { state, diagnostics } = await load(`
recipes: { r: { source: . } }
instances: { new: { recipe: r, matrix: { region: [eu, us] } } }
moved: [{ from: instance/old, to: instance/new }]
`);
    expect(diagnostics).toEqual([]);
    expect(state?.moved.map(({ from, to }) => [from, to])).toEqual([
      ["instance/old[eu]", "instance/new[eu]"],
      ["instance/old[us]", "instance/new[us]"],
    ]);
  });

  it("fills in defaults, resolves references and normalises units", async () => {
    const loaded = await load(sample);
    expect(loaded.diagnostics).toEqual([]);
    expect({ ...loaded, state: { ...loaded.state, digest: undefined } }).toEqual({
      project: "p",
      environment: "dev",
      environments: ["dev", "prod"],
      diagnostics: [],
      files: ["mlx.yaml"],
      watchFiles: ["mlx.yaml"],
      settings: noSettings,
      state: {
        project: "p",
        environment: "dev",
        digest: undefined,
        moved: [
          {
            from: "instance/retail",
            to: "instance/retail-default",
            at: { file: "mlx.yaml", line: 43, column: 9 },
          },
        ],
        resources: [
          {
            address: "dataset/retail-sales",
            kind: "dataset",
            references: [],
            at: { file: "mlx.yaml", line: 9, column: 3 },
            spec: {
              ...common,
              path: "data/retail.csv",
              format: "csv",
              timestampColumn: "date",
              timestampFormat: "%m/%d/%y",
            },
          },
          {
            address: "experiment/retail-nightly",
            kind: "experiment",
            references: ["instance/retail-default"],
            at: { file: "mlx.yaml", line: 32, column: 3 },
            spec: {
              ...common,
              target: { instance: "instance/retail-default" },
              task: "train",
              parameters: { max_depth: 4 },
              inputs: {},
              outputs: {},
              schedule: {
                cron: ["0 2 * * *"],
                timezone: "Europe/Berlin",
                startTime: "2026-01-01",
                endTime: "2026-12-31",
                catchUp: "latest",
                catchUpLimit: 10,
                concurrency: "forbid",
                maxConcurrent: 1,
                queueLimit: 1,
                dst: { gap: "shift", overlap: "first" },
                jitterSeconds: 0,
                suspend: false,
              },
              retry: {
                max: 1,
                infraMax: 3,
                backoff: { initialSeconds: 30, factor: 2, maxSeconds: 600, jitter: 0.2 },
                on: ["NON_ZERO_EXIT"],
                exitCodes: { retry: ["75"], fail: ["2", "64-74", "76-78"] },
                memoryFactor: 1,
              },
              timeoutSeconds: 7200,
              stopGraceSeconds: 30,
            },
          },
          {
            address: "instance/retail-default",
            kind: "instance",
            references: ["dataset/retail-sales", "recipe/retail-gbm"],
            at: { file: "mlx.yaml", line: 21, column: 3 },
            spec: {
              ...common,
              recipe: "recipe/retail-gbm",
              tasks: {
                train: {
                  parameters: { n_estimators: 200 },
                  inputs: { train: "dataset/retail-sales" },
                  outputs: {},
                  specification: { type: "ContainerTaskSpec", cpus: 1, memoryInMB: 2048 },
                },
                score: {
                  parameters: {},
                  inputs: { score: "dataset/retail-sales" },
                  outputs: { predictions: "out/predictions" },
                },
              },
            },
          },
          {
            address: "recipe/retail-gbm",
            kind: "recipe",
            references: [],
            at: { file: "mlx.yaml", line: 14, column: 3 },
            spec: {
              ...common,
              type: "Python",
              algorithm: "Regression",
              origin: { source: "recipe" },
              command: {},
              defaults: { train: { learning_rate: 0.1, n_estimators: 100, max_depth: 3 } },
              env: {},
              requireModel: true,
              executor: "process",
            },
          },
        ],
      },
    });
  });

  it("takes every field of a recipe", async () => {
    const spec = await specOf(
      `recipes:
  r:
    description: Forecasts
    tags: { team: retail, level: 2, live: true }
    enabled: false
    lifecycle: { protect: true, ignore: [tags.b, tags.a, tags.a] }
    dependsOn: [dataset/d]
    build: { context: ./image, dockerfile: ./gpu//Dockerfile, target: run, args: { B: 1, A: true, C: x } }
    container:
      profile: sagemaker
      pull: never
      entrypoint: "tini --"
      user: 0:0100
      capabilities: [cap_net_raw, CHOWN, NET_RAW]
      network: training
      readOnlyRoot: true
      newPrivileges: false
      tmpExec: false
      tmpSizeInMB: 64
      pids: 100
      shmSizeInMB: 32
      proxy: inherit
      runtime: runsc
    algorithm: fp
    type: Spark
    command: { train: [python, train.py], score: "python  score.py --fast", fp: [prepare] }
    defaults: { fp: { z: [1, { b: 1, a: 2 }], a: null } }
    env: { B: 1, A: { secret: { file: ./secrets/a } }, C: true }
    requireModel: false
datasets: { d: { path: d.csv } }
`,
      "recipe/r",
    );
    expect(spec).toEqual({
      description: "Forecasts",
      tags: { team: "retail", level: "2", live: "true" },
      enabled: false,
      lifecycle: { protect: true, ignore: ["tags.a", "tags.b"] },
      dependsOn: ["dataset/d"],
      origin: {
        build: {
          context: "image",
          dockerfile: "gpu/Dockerfile",
          target: "run",
          args: { A: "true", B: "1", C: "x" },
        },
      },
      executor: "docker",
      container: {
        profile: "sagemaker",
        pull: "never",
        entrypoint: ["tini", "--"],
        user: "0:100",
        capabilities: ["CHOWN", "NET_RAW"],
        network: "training",
        readOnlyRoot: true,
        newPrivileges: false,
        tmpExec: false,
        tmpSizeInMB: 64,
        pids: 100,
        shmSizeInMB: 32,
        proxy: "inherit",
        runtime: "runsc",
      },
      algorithm: "fp",
      type: "Spark",
      command: {
        train: ["python", "train.py"],
        score: ["python", "score.py", "--fast"],
        featurePipeline: ["prepare"],
      },
      defaults: { featurePipeline: { a: null, z: [1, { a: 2, b: 1 }] } },
      env: { A: { secret: { file: "secrets/a" } }, B: "1", C: "true" },
      requireModel: false,
    });
  });

  it("holds of a container no more than is written, and nothing of a process", async () => {
    const { state } = await load(`
executor: docker
docker: { build: { args: { VERSION: 1, DEBUG: true, HTTP_PROXY: "http://proxy:3128" } } }
recipes:
  plain: { source: . }
  based: { source: ., container: { baseImage: "python:3.12-slim", capabilities: [] } }
  process: { source: ., executor: process }
  spark: { image: x, type: PySpark, container: { pids: 900 } }
  image: { image: x, executor: docker, container: {} }
  build: { build: { context: ./image/, args: { VERSION: 2 } } }
`);
    const containers = state?.resources.flatMap(({ kind, address, spec }) =>
      kind === "recipe" ? [[address, spec.executor, spec.container, spec.origin]] : [],
    );
    const least = { profile: "strict", pull: "missing" };
    expect(containers).toEqual([
      ["recipe/based", "docker", { ...least, baseImage: "python:3.12-slim" }, { source: "." }],
      [
        "recipe/build",
        "docker",
        least,
        { build: { context: "image", dockerfile: "Dockerfile", args: { DEBUG: "true", VERSION: "2" } } },
      ],
      ["recipe/image", "docker", least, { image: "x" }],
      ["recipe/plain", "docker", least, { source: "." }],
      ["recipe/process", "process", undefined, { source: "." }],
      ["recipe/spark", "docker", { ...least, pids: 900, tmpExec: true }, { image: "x" }],
    ]);
  });

  it("takes all fields of a specification, numbers as text where Spark wants text", async () => {
    const spec = await specOf(
      `recipes: { r: { type: Spark, image: x } }
instances:
  i:
    recipe: r
    tasks:
      train:
        specification:
          type: SparkTaskSpec
          name: n
          className: org.Main
          sparkConf: { spark.speculation: true, spark.cores: 2, spark.app: x }
          args: [--rounds, 5]
          driverMemoryInMB: 512
          driverCores: 1
          executorMemoryInMB: 512
          executorCores: 2
          numExecutors: 3
`,
      "instance/i",
    );
    expect(spec).toMatchObject({
      tasks: {
        train: {
          specification: {
            type: "SparkTaskSpec",
            name: "n",
            className: "org.Main",
            sparkConf: { "spark.app": "x", "spark.cores": "2", "spark.speculation": "true" },
            args: ["--rounds", "5"],
            driverMemoryInMB: 512,
            driverCores: 1,
            executorMemoryInMB: 512,
            executorCores: 2,
            numExecutors: 3,
          },
        },
      },
    });
  });

  it("says which batches of a folder count only where not all do", async () => {
    const text = (batches: string) => `datasets: { d: { path: out, format: csv${batches} } }\n`;
    expect(await specOf(text(", batches: latest"), "dataset/d")).toMatchObject({ batches: "latest" });
    expect(await specOf(text(", batches: all"), "dataset/d")).toEqual(await specOf(text(""), "dataset/d"));
  });

  it("takes every field of a schedule, a retry policy and a query", async () => {
    const spec = await specOf(
      `experiments:
  e:
    instanceQuery: " tags.team==retail "
    task: fp
    schedule:
      cron: ["  0 3 * *   sun", "@daily", "0 3 ? * SUN"]
      catchUp: all
      catchUpLimit: 3
      startingDeadline: 6h
      concurrency: allow
      maxConcurrent: 2
      queueLimit: 4
      dst: { gap: skip, overlap: both }
      jitter: 90s
      suspend: true
    retry:
      infraMax: 1
      backoff: { initial: 1m, factor: 3, max: 1d, jitter: 0 }
      on: [TIMED_OUT, NON_ZERO_EXIT, TIMED_OUT]
      exitCodes: { retry: [75, "10-12", 2], fail: [] }
      memoryFactor: 1.5
    timeout: 90
    stopGrace: 0
`,
      "experiment/e",
    );
    expect(spec).toEqual({
      ...common,
      target: { instanceQuery: "tags.team==retail" },
      task: "featurePipeline",
      parameters: {},
      inputs: {},
      outputs: {},
      schedule: {
        cron: ["0 0 * * *", "0 3 * * SUN"],
        timezone: "UTC",
        catchUp: "all",
        catchUpLimit: 3,
        startingDeadlineSeconds: 21_600,
        concurrency: "allow",
        maxConcurrent: 2,
        queueLimit: 4,
        dst: { gap: "skip", overlap: "both" },
        jitterSeconds: 90,
        suspend: true,
      },
      retry: {
        max: 0,
        infraMax: 1,
        backoff: { initialSeconds: 60, factor: 3, maxSeconds: 86_400, jitter: 0 },
        on: ["NON_ZERO_EXIT", "TIMED_OUT"],
        exitCodes: { retry: ["2", "10-12", "75"], fail: [] },
        memoryFactor: 1.5,
      },
      timeoutSeconds: 90,
      stopGraceSeconds: 0,
    });
  });

  it("takes everything that is said of runs, and nothing of what holds anyway", async () => {
    const written = (text: string) =>
      specOf(
        `
runs: { slots: { licence: 2, cpus: 8 } }
notifications:
  webhooks: { ops: { url: "https://x.example" }, all: { url: "https://y.example" } }
  smtp: { host: mail, from: mlx@acme.example }
experiments: { e: { instanceQuery: a, ${text} } }
`,
        "experiment/e",
      );
    const spec = await written(
      `timeouts: { queue: 1h, prepare: 5m, start: 90, publish: 1d, stall: 2h, onStall: stop },
      priority: -5, slots: { licence: 1, cpus: 0.5 }, maxRunning: 2,
      notification: { email: [" z@acme.example", a@acme.example, a@acme.example], emailOnRetry: true, webhooks: [ops, all, ops] }`,
    );
    expect(spec).toMatchObject({
      timeouts: {
        queueSeconds: 3600,
        prepareSeconds: 300,
        startSeconds: 90,
        publishSeconds: 86_400,
        stallSeconds: 7200,
        onStall: "stop",
      },
      priority: -5,
      slots: { cpus: 0.5, licence: 1 },
      maxRunning: 2,
      notification: {
        email: ["a@acme.example", "z@acme.example"],
        emailOnRetry: true,
        emailOnFailure: true,
        webhooks: ["all", "ops"],
      },
    });
    const plain = await written("");
    const fields = ["timeouts", "priority", "slots", "maxRunning", "notification"];
    expect(Object.keys(plain).filter((field) => fields.includes(field))).toEqual([]);
    for (const text of [
      "timeouts: {}, slots: {}, notification: {}, priority: 0",
      "timeouts: { prepare: 30m, start: 60s, publish: 10m, onStall: warn }",
      "notification: { email: [], emailOnFailure: false }",
    ])
      expect(await written(text)).toEqual(plain);
    expect(await written("notification: { webhooks: [] }")).toMatchObject({
      notification: { email: [], emailOnRetry: false, emailOnFailure: false, webhooks: [] },
    });
    expect(await written("notification: { email: ann@acme.example }")).toMatchObject({
      notification: { email: ["ann@acme.example"], emailOnRetry: false, emailOnFailure: true },
    });
  });

  it("takes paths relative to the file in which they stand", async () => {
    const files = {
      "teams/a/x.mlx.yaml": `
datasets:
  up: { path: ../../data/./up.csv }
  own: { path: "data/*.parquet" }
  out: { path: ../../../elsewhere.jsonl }
  abs: { path: /srv//data/x.ndjson.gz }
  dir: { path: ./dir/, format: csv }
recipes:
  r: { source: . }
instances:
  i: { recipe: r, tasks: { score: { outputs: { p: ./out } } } }
experiments:
  e: { instance: i, parameters: { data: "\${dataset.up.path}", root: "\${dataset.root.path}" } }
`,
      "mlx.yaml": `project: p
datasets: { root: { path: "\${dataset.own.path}" } }
`,
    };
    const { state } = await load(files);
    const byAddress = Object.fromEntries(state?.resources.map((one) => [one.address, one.spec]) ?? []);
    expect(byAddress).toMatchObject({
      "dataset/up": { path: "data/up.csv", format: "csv" },
      "dataset/own": { path: "teams/a/data/*.parquet", format: "parquet" },
      "dataset/out": { path: "../elsewhere.jsonl", format: "jsonl" },
      "dataset/abs": { path: "/srv/data/x.ndjson.gz", format: "jsonl" },
      "dataset/dir": { path: "teams/a/dir", format: "csv" },
      "dataset/root": { path: "teams/a/data/*.parquet", format: "parquet" },
      "recipe/r": { origin: { source: "teams/a" } },
      "instance/i": { tasks: { score: { outputs: { p: "teams/a/out" } } } },
      "experiment/e": { parameters: { data: "../../data/up.csv", root: "data/*.parquet" } },
    });
  });

  it("makes an edge of a reference in an expression", async () => {
    const resource = await resourceOf(
      `datasets: { d: { path: d.csv } }
recipes: { r: { image: x, env: { DATA: "\${dataset.d.path}" } } }
`,
      "recipe/r",
    );
    expect(resource.references).toEqual(["dataset/d"]);
    expect(resource.spec).toMatchObject({ env: { DATA: "d.csv" } });
  });

  it("accepts references as name, as address and with a key", async () => {
    const { state } = await load(`
recipes: { r: { image: x, forEach: { eu: {}, us: {} } } }
instances:
  a: { recipe: "r[eu]" }
  b: { recipe: "recipe/r[us]" }
  c: { recipe: r, forEach: { eu: {}, us: {} } }
experiments:
  e: { instance: instance/a }
`);
    expect(state?.resources.map(({ address, references }) => [address, references])).toEqual([
      ["experiment/e", ["instance/a"]],
      ["instance/a", ["recipe/r[eu]"]],
      ["instance/b", ["recipe/r[us]"]],
      ["instance/c[eu]", ["recipe/r[eu]"]],
      ["instance/c[us]", ["recipe/r[us]"]],
      ["recipe/r[eu]", []],
      ["recipe/r[us]", []],
    ]);
  });

  it("makes one resource for each key and for each combination", async () => {
    const { state } = await load(`
variables: { regions: { type: map, default: { eu: { depth: 3 }, us: { depth: 5 } } } }
recipes: { r: { image: x } }
instances:
  a:
    forEach: \${var.regions}
    recipe: r
    tasks: { train: { parameters: { region: "\${each.key}", depth: "\${each.value.depth}" } } }
  b:
    matrix: { region: [eu, us], depth: [3, 5] }
    recipe: r
    tasks: { train: { parameters: { all: "\${each.value}", name: "x-\${each.key}" } } }
  none: { forEach: {}, recipe: r }
`);
    const parameters = state?.resources.flatMap((one) =>
      one.kind === "instance" ? [[one.address, one.spec.tasks.train?.parameters]] : [],
    );
    expect(parameters).toEqual([
      ["instance/a[eu]", { region: "eu", depth: 3 }],
      ["instance/a[us]", { region: "us", depth: 5 }],
      ["instance/b[eu,3]", { all: { region: "eu", depth: 3 }, name: "x-eu,3" }],
      ["instance/b[eu,5]", { all: { region: "eu", depth: 5 }, name: "x-eu,5" }],
      ["instance/b[us,3]", { all: { region: "us", depth: 3 }, name: "x-us,3" }],
      ["instance/b[us,5]", { all: { region: "us", depth: 5 }, name: "x-us,5" }],
    ]);
  });

  it("follows anchors, aliases and merge keys", async () => {
    const spec = await specOf(
      `instances:
  i:
    recipe: r
    tasks:
      train: { parameters: &base { a: 1, b: 2 } }
      score: { parameters: { <<: *base, b: 3 } }
recipes: { r: { image: x } }
`,
      "instance/i",
    );
    expect(spec).toMatchObject({
      tasks: { train: { parameters: { a: 1, b: 2 } }, score: { parameters: { a: 1, b: 3 } } },
    });
  });

  it("merges the sections of all files, and skips what is not part of the project", async () => {
    const stray = "datasets: { stray: { path: x.csv } }\n";
    const { state, files } = await load({
      "a.mlx.yaml": "datasets: { a: { path: a.csv } }\n",
      "sub/b.mlx.yaml": "datasets: { b: { path: b.csv } }\n",
      "sub/b.yaml": stray,
      ".hidden/c.mlx.yaml": stray,
      "node_modules/d/d.mlx.yaml": stray,
      "build/e.mlx.yaml": stray,
      "sub/gen/f.mlx.yaml": stray,
      "sub/kept.mlx.yaml": "datasets: { kept: { path: b.csv } }\n",
      "nested/mlx.yaml": "project: nested\n",
      "nested/deep/g.mlx.yaml": stray,
      ".gitignore": "build/\nkept.mlx.yaml\n",
      "sub/.gitignore": "/gen\n!kept.mlx.yaml\n",
    });
    expect(files).toEqual(["mlx.yaml", "a.mlx.yaml", "sub/b.mlx.yaml", "sub/kept.mlx.yaml"]);
    expect(state?.resources.map(({ address }) => address)).toEqual([
      "dataset/a",
      "dataset/b",
      "dataset/kept",
    ]);
  });

  it("narrows and widens the project with include", async () => {
    const { files } = await load({
      "mlx.yaml": 'project: p\ninclude: ["./conf/*.yaml", "**/*.mlx.yaml", "!drafts/**"]\n',
      "conf/a.yaml": "datasets: { a: { path: a.csv } }\n",
      "drafts/b.mlx.yaml": "nonsense: true\n",
      "c.mlx.yaml": "datasets: { c: { path: a.csv } }\n",
    });
    expect(files).toEqual(["mlx.yaml", "c.mlx.yaml", "conf/a.yaml"]);
  });
});

describe("an environment", () => {
  const text = `
environments:
  dev: { default: true }
  prod:
    store: \${env.STORE ?? "postgres://x"}
    branch: main
    variables: { data: "/srv/\${environment}.csv" }
    datasets: { gone: null, added: { path: added.csv } }
    instances:
      i: { tasks: { train: { parameters: { b: 3, c: null, list: [9] } } } }
variables: { data: { default: ./dev.csv } }
datasets: { d: { path: "\${var.data}" }, gone: { path: x.csv } }
recipes: { r: { image: x } }
instances:
  i: { recipe: r, tasks: { train: { parameters: { a: 1, b: 2, c: 3, list: [1, 2] } } } }
`;

  it("merges maps, replaces scalars and lists, and removes with null", async () => {
    const { state, storeUrl, branch, environment } = await load(text, { environment: "prod" });
    expect({ storeUrl, branch, environment }).toEqual({
      storeUrl: "postgres://x",
      branch: "main",
      environment: "prod",
    });
    expect(state?.resources.map(({ address }) => address)).toEqual([
      "dataset/added",
      "dataset/d",
      "instance/i",
      "recipe/r",
    ]);
    expect(state?.resources[0]?.at).toEqual({ file: "mlx.yaml", line: 9, column: 29 });
    expect(state?.resources[1]?.spec).toMatchObject({ path: "/srv/prod.csv" });
    expect(state?.resources[2]?.spec).toMatchObject({
      tasks: { train: { parameters: { a: 1, b: 3, list: [9] } } },
    });
    expect(state?.resources[2]?.spec).not.toHaveProperty("tasks.train.parameters.c");
  });

  it("is the one of --env, else of MLX_ENV, else the default", async () => {
    const chosen = async (environment?: string, name?: string) =>
      (await load(text, { environment, processEnv: { MLX_ENV: name } })).environment;
    expect(await chosen()).toBe("dev");
    expect(await chosen(undefined, "prod")).toBe("prod");
    expect(await chosen("dev", "prod")).toBe("dev");
    expect(await chosen(undefined, "")).toBe("dev");
  });

  it("has to exist, and only one can be the default", async () => {
    expect(await problemsOf(text, { environment: "prd" })).toEqual([
      "MLX1401 There is no environment `prd` (from --env). | Did you mean `prod`?",
    ]);
    expect(await problemsOf("environments: { a: { default: true }, b: { default: true } }\n")).toEqual([
      "mlx.yaml:2:44 MLX1402 `b` cannot be the default too: `a` is. | Only one environment may have `default: true`.",
    ]);
  });

  it("places a problem in the overlay that causes it", async () => {
    expect(
      await problemsOf(
        `environments: { prod: { datasets: { d: { format: xls } } } }
datasets:
  d: { path: d.csv, formt: csv }
`,
        { environment: "prod" },
      ),
    ).toEqual([
      "mlx.yaml:2:50 MLX1103 `format` has to be `csv`, `parquet` or `jsonl`, not `xls`.",
      "mlx.yaml:4:21 MLX1101 The key `formt` is not known here. | Did you mean `format`?",
    ]);
  });
});
