import type { ChainTask, DesiredResource, DesiredState, LineageGraph, LineageNode, NewRun } from "@mlx/core";
import { formatAddress } from "@mlx/core";
import { runsOf, toRunEvents, traceGraph, traceLineage, writeMermaid } from "@mlx/models";
import { expect, test } from "vitest";
import { applyPlan, createRun, executeRun, planProject } from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import { desiredState, fit, instance, predict, type World } from "./world.ts";

const batches = formatAddress({ kind: "dataset", name: "batches" });
const service = formatAddress({ kind: "service", name: "forecast" });
const common = {
  tags: {},
  enabled: true,
  lifecycle: { protect: false, ignore: [] },
  dependsOn: [],
};
const at = { file: "mlx.yaml", line: 1, column: 1 };

/** Besides the usual: the folder of the scores as a dataset, and a service. */
function state(): DesiredState {
  const usual = desiredState();
  const more: readonly DesiredResource[] = [
    {
      address: batches,
      kind: "dataset",
      spec: { ...common, path: "./out/", format: "csv", batches: "latest" },
      references: [],
      at,
    },
    {
      address: service,
      kind: "service",
      spec: { ...common, instance, model: { type: "latest" } },
      references: [instance],
      at,
    },
  ];
  return { ...usual, resources: [...usual.resources, ...more] };
}

async function ranWorld() {
  const world = await createAppliedWorld([{ metrics: [] }, {}, {}, { exit: { exitCode: 1 } }], state());
  const train = await runOf(world, fit);
  const score = await runOf(world, predict);
  return { world, train, score };
}

async function runOf(world: World, target: typeof fit) {
  const run = await createRun({ target, parameters: {} }, world.deps);
  await executeRun(run.id, world.deps, new AbortController().signal);
  return run.id;
}

const shape = ({ nodes, edges, omitted }: LineageGraph) => ({
  nodes: nodes.map(({ id }) => id),
  edges: edges.map(({ from, to, as }) => `${from} -${as}-> ${to}`),
  omitted,
});

test("a run that is removed while its lineage is read is known no longer", async () => {
  const { world, train } = await ranWorld();
  const runs: typeof world.store.runs = Object.assign(Object.create(world.store.runs), {
    record: async () => undefined,
  });
  const store = { ...world.store, runs };
  const { nodes, edges } = await traceGraph(store, { of: "model/small@v1", direction: "up", depth: 20 });
  expect(nodes.map(({ id, detail }) => ({ id, known: detail.known }))).toEqual([
    { id: "model/small@v1", known: undefined },
    { id: `run/${train}`, known: "no longer" },
  ]);
  expect(edges).toHaveLength(1);
  expect((await traceGraph(store, { of: "dataset/numbers", direction: "down", depth: 20 })).edges).toEqual(
    [],
  );
});

test("from the data down to what serves, from the scores up to the data, and both from between", async () => {
  const { world, train, score } = await ranWorld();
  const of = async (name: string, direction: "up" | "down" | "both", depth = 20) =>
    shape(await traceGraph(world.store, { of: name, direction, depth }));
  const model = "model/small@v1";
  const output = `output/${score}/predictions`;
  const whole = {
    nodes: [
      "dataset/batches",
      "dataset/numbers",
      model,
      output,
      `run/${train}`,
      `run/${score}`,
      service,
    ].sort(),
    edges: [
      `dataset/numbers -score-> run/${score}`,
      `dataset/numbers -train-> run/${train}`,
      `${model} -model-> run/${score}`,
      `${model} -serves-> ${service}`,
      `${output} -batch-> dataset/batches`,
      `run/${train} -model-> ${model}`,
      `run/${score} -predictions-> ${output}`,
    ].sort(),
    omitted: [],
  };
  const down = await of("dataset/numbers", "down");
  expect({ ...down, edges: [...down.edges].sort() }).toEqual(whole);
  const up = await of("dataset/batches", "up");
  expect(up.nodes).toEqual(whole.nodes.filter((id) => id !== service));
  const both = await of("small@v1", "both");
  expect(both.nodes).toEqual(whole.nodes);
  // The score run read the same data, which is not on a way through the model.
  expect(both.edges).not.toContain(`dataset/numbers -score-> run/${score}`);
  expect(await of("small", "down", 1)).toMatchObject({ nodes: [model, `run/${score}`, service].sort() });
  expect((await of(service, "up")).nodes).toEqual(["dataset/numbers", model, `run/${train}`, service].sort());
  expect((await of(`output/${score.slice(0, 8)}/predictions`, "up", 1)).nodes).toEqual([
    output,
    `run/${score}`,
  ]);
  expect((await of(predict, "up", 1)).nodes).toEqual(["dataset/numbers", model, `run/${score}`]);
  await expect(of("recipe/plain", "up")).rejects.toMatchObject({ code: "MLX7030" });
  const { spec } = await createRun({ target: fit, parameters: {} }, world.deps);
  const several = ["1", "2"].map((last): NewRun => {
    const id = `feed0000-0000-4000-8000-00000000000${last}`;
    return { id, task: "train", trigger: "manual", actor: "ann", instance, spec };
  });
  await world.store.runs.createMany(several, "2026-01-01T00:00:00.000Z");
  await expect(of("run/feed", "up")).rejects.toMatchObject({ code: "MLX7005" });
  await expect(of("feed0000-0000-4000-8000-000000000002", "up")).resolves.toBeDefined();
  await expect(of("dataset/none", "up")).rejects.toMatchObject({ code: "MLX7005" });
  await expect(of(`output/${score}/none`, "up")).rejects.toMatchObject({ code: "MLX7005" });
});

test("what was renamed is followed under its new name", async () => {
  const world = await createAppliedWorld();
  const train = await runOf(world, fit);
  const score = await runOf(world, predict);
  const [data, tiny] = [
    formatAddress({ kind: "dataset", name: "figures" }),
    formatAddress({ kind: "instance", name: "tiny" }),
  ];
  const rename = (text: string) => text.replaceAll("dataset/numbers", data).replaceAll(instance, tiny);
  const renamed: DesiredState = JSON.parse(rename(JSON.stringify(desiredState())));
  const moved = [
    { from: instance, to: tiny, at },
    { from: formatAddress({ kind: "dataset", name: "numbers" }), to: data, at },
  ];
  const { plan } = await planProject({ ...renamed, moved }, world.deps, { allowMassDelete: true });
  await applyPlan(plan, world.deps, "apply");
  const of = async (name: string) =>
    shape(await traceGraph(world.store, { of: name, direction: "down", depth: 20 })).edges.sort();
  const model = "model/tiny@v1";
  expect(await of("tiny")).toEqual(
    [`${model} -model-> run/${score}`, `run/${score} -predictions-> output/${score}/predictions`].sort(),
  );
  expect((await of(data)).filter((edge) => edge.startsWith(data))).toEqual(
    [`${data} -dataset-> run/${score}`, `${data} -dataset-> run/${train}`].sort(),
  );
  const up = shape(await traceGraph(world.store, { of: score, direction: "up", depth: 20 }));
  expect(up.edges).toContain(`run/${train} -model-> ${model}`);
});

test("a model that was trained elsewhere comes of nothing; a deleted one is still shown", async () => {
  const { world } = await ranWorld();
  const added = await world.store.models.add(
    {
      id: world.deps.ids.uuid(),
      model: "other",
      origin: { type: "external", actor: "ann@here", source: "s3://x" },
      artifact: { digest: `sha256:${"a".repeat(64)}`, files: 1, size: 1 },
      metrics: { RMSE: Number.NaN },
      tags: {},
    },
    "2026-01-01T00:00:00.000Z",
  );
  await world.store.models.delete(added.id, { at: "2026-01-02T00:00:00.000Z", actor: "ann@here" });
  const graph = await traceGraph(world.store, { of: "other@v1", direction: "both", depth: 5 });
  expect(graph).toEqual({
    nodes: [
      {
        id: "model/other@v1",
        kind: "model",
        detail: {
          status: "DELETED",
          trained: "elsewhere",
          by: "ann@here",
          source: "s3://x",
          created: "2026-01-01T00:00:00.000Z",
          artifact: `sha256:${"a".repeat(64)}`,
          RMSE: "NaN",
        },
      },
    ],
    edges: [],
    omitted: [],
  });
});

test("more users than anybody can look at are left out, and that is told", async () => {
  const world = await createAppliedWorld([], state());
  const spec = (await createRun({ target: fit, parameters: {} }, world.deps)).spec;
  await world.store.runs.createMany(
    Array.from({ length: 120 }, () => ({
      ...({
        id: world.deps.ids.uuid(),
        task: "train",
        trigger: "manual",
        actor: "ann",
        instance,
        spec,
      } as const),
    })),
    "2026-01-01T00:00:00.000Z",
  );
  const graph = await traceGraph(world.store, { of: "dataset/numbers", direction: "down", depth: 3 });
  expect([graph.nodes.length, graph.omitted]).toEqual([
    101,
    ["runs before the newest 100 that use dataset/numbers"],
  ]);
});

test("Mermaid draws each node once, and each edge between them", async () => {
  const { world, train, score } = await ranWorld();
  const graph = await traceGraph(world.store, { of: "small@v1", direction: "both", depth: 20 });
  const lines = writeMermaid(graph).split("\n");
  expect(lines[0]).toBe("flowchart LR");
  expect(lines.filter((line) => /^ {2}n\d+[^ ]/.test(line))).toHaveLength(graph.nodes.length);
  expect(lines.filter((line) => line.includes("-->|"))).toHaveLength(graph.edges.length);
  expect(lines).toContain(
    `  n${graph.nodes.findIndex(({ id }) => id === `run/${train}`)}["run/${train.slice(0, 8)}<br/>train DONE"]`,
  );
  expect(lines.join("\n")).not.toContain(score);
});

test("a run is told to OpenLineage by its start and its end", async () => {
  const { world, train, score } = await ranWorld();
  const failed = await runOf(world, predict).then(async (id) => {
    const again = await runOf(world, predict);
    return (await world.store.runs.get(again))?.status.state === "FAILED" ? again : id;
  });
  const graph = await traceGraph(world.store, { of: "dataset/numbers", direction: "down", depth: 1 });
  expect([...runsOf(graph)].sort()).toEqual(expect.arrayContaining([train, score, failed].sort()));
  const request = {
    namespace: "small/dev",
    mlxVersion: "1.2.3",
    absolute: (path: string) => `/project/${path}`,
  };
  const eventsOf = async (id: string) => {
    const record = await world.store.runs.record(id);
    return record === undefined ? [] : toRunEvents(record, request);
  };
  const events = [...(await eventsOf(train)), ...(await eventsOf(score)), ...(await eventsOf(failed))];
  expect(events.map(({ eventType }) => eventType)).toEqual([
    "START",
    "COMPLETE",
    "START",
    "COMPLETE",
    "START",
    "FAIL",
  ]);
  for (const event of events) expectValid(event);
  const [, trained, , scored, , broken] = events;
  expect(trained).toMatchObject({
    run: { runId: train },
    job: { namespace: "small/dev", name: fit },
    inputs: [{ namespace: "file", name: "/project/numbers.csv", facets: { version: expect.anything() } }],
    outputs: [{ namespace: "small/dev", name: "model/small", facets: { version: { datasetVersion: "v1" } } }],
  });
  expect(scored).toMatchObject({
    inputs: [{ name: "/project/numbers.csv" }, { name: "model/small" }],
    outputs: [{ namespace: "file", outputFacets: { outputStatistics: { fileCount: expect.any(Number) } } }],
  });
  expect(broken).toMatchObject({
    run: { facets: { errorMessage: { message: expect.stringContaining("NON_ZERO_EXIT") } } },
  });
  const waiting = await createRun({ target: fit, parameters: {} }, world.deps);
  expect(await eventsOf(waiting.id)).toEqual([]);
});

/** What OpenLineage 2-0-2 demands of a RunEvent, and of every facet in it. */
function expectValid(event: object): void {
  expect(event).toMatchObject({
    eventTime: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
    producer: expect.stringMatching(/^[a-z]+:\S+$/),
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    run: { runId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) },
    job: { namespace: expect.stringMatching(/./), name: expect.stringMatching(/./) },
    inputs: expect.any(Array),
    outputs: expect.any(Array),
  });
  const visit = (value: unknown, key: string): void => {
    if (typeof value !== "object" || value === null) return;
    if (/^(facets|inputFacets|outputFacets)$/.test(key))
      for (const facet of Object.values(value))
        expect(facet).toMatchObject({
          _producer: expect.stringMatching(/^[a-z]+:\S+$/),
          _schemaURL: expect.stringMatching(
            /^https:\/\/openlineage\.io\/spec\/facets\/\d-\d-\d\/(\w+)\.json#\/\$defs\/\1$/,
          ),
        });
    if (key === "inputs" || key === "outputs")
      for (const dataset of Object.values(value))
        expect(dataset).toMatchObject({
          namespace: expect.stringMatching(/./),
          name: expect.stringMatching(/./),
        });
    for (const [name, inner] of Object.entries(value)) visit(inner, name);
  };
  visit(event, "");
}

const chain: readonly ChainTask[] = [
  { task: "preprocess", inputs: {}, passes: ["clean"], cache: true },
  {
    ...{ task: "train", passes: [], cache: true },
    inputs: { train: { task: "preprocess", output: "clean" } },
  },
  { task: "score", inputs: {}, passes: [], cache: false },
];

async function chainWorld() {
  const world = await createAppliedWorld(
    ({ task }) => (task === "preprocess" ? { outputs: { outputFolders: { clean: "clean" } } } : {}),
    desiredState({ chain }),
  );
  world.published.set("clean", 2);
  const own = await runOf(world, fit);
  const cached = await runOf(world, fit);
  return { world, own, cached };
}

test("the forecasts of a chain come of the model that it trained, or that it took over", async () => {
  const { world, own, cached } = await chainWorld();
  const edgesOf = async (of: string, direction: "up" | "down") =>
    shape(await traceGraph(world.store, { of, direction, depth: 20 })).edges;
  const model = "model/small@v1";
  expect((await world.store.runs.record(cached))?.tookOver).toBe(model);
  const made = (run: string) => `run/${run} -predictions-> output/${run}/predictions`;
  const read = (run: string) => [`dataset/numbers -raw-> run/${run}`, `dataset/numbers -score-> run/${run}`];
  expect((await edgesOf(`output/${own}/predictions`, "up")).sort()).toEqual(
    [
      `${model} -model-> output/${own}/predictions`,
      `run/${own} -model-> ${model}`,
      made(own),
      ...read(own),
    ].sort(),
  );
  expect((await edgesOf(`output/${cached}/predictions`, "up")).sort()).toEqual(
    [
      `${model} -model-> run/${cached}`,
      `run/${own} -model-> ${model}`,
      made(cached),
      ...read(own),
      ...read(cached),
    ].sort(),
  );
  expect((await edgesOf(model, "down")).sort()).toEqual(
    [`${model} -model-> output/${own}/predictions`, `${model} -model-> run/${cached}`, made(cached)].sort(),
  );
});

test("the tree of a chain has what its steps read and were given, that of its model up to the training", async () => {
  const { world, own, cached } = await chainWorld();
  const idsOf = ({ kind, id, detail, from }: LineageNode): unknown => {
    const name = kind === "dataset" ? `${id} ${detail.channel}` : id;
    const shown = from.filter((each) => ["run", "model", "dataset", "parameters"].includes(each.kind));
    return shown.length === 0 ? name : { [name]: shown.map(idsOf) };
  };
  const training = {
    "model/small@v1": [{ [`run/${own}`]: ["train: 1 parameter", "dataset/numbers preprocess/raw"] }],
  };
  const all = ["train: 1 parameter", "dataset/numbers preprocess/raw", "dataset/numbers score/score"];
  expect(idsOf(await traceLineage(world.store, "model/small@v1"))).toEqual(training);
  expect(idsOf(await traceLineage(world.store, `run/${own}`))).toEqual({
    [`run/${own}`]: [...all, "model/small@v1"],
  });
  expect(idsOf(await traceLineage(world.store, `run/${cached}`))).toEqual({
    [`run/${cached}`]: [...all, training],
  });
});
