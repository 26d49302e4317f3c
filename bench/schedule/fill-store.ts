import { createHash, randomUUID } from "node:crypto";
import {
  type ApplyCommit,
  defaultRetryPolicy,
  digestOf,
  digestOfJson,
  formatAddress,
  type NewRun,
  type PreparedResource,
  type ScheduleSpec,
  type Store,
  timestamp,
} from "@mlx/core";
import { openStore } from "@mlx/store";

export const namespace = "bench";
const recipe = formatAddress({ kind: "recipe", name: "nothing" });
const instance = formatAddress({ kind: "instance", name: "nothing" });
const common = { tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] } as const;
const at = { file: "mlx.yaml", line: 1, column: 1 } as const;

/** A slot that the project has one of, and each run wants two of: what is made stays in the queue. */
export const heldSlot = "held";

export function experimentOf(index: number) {
  return formatAddress({ kind: "experiment", name: `e-${index}` });
}

export function scheduleOf(cron: string): ScheduleSpec {
  return {
    cron: [cron],
    timezone: "UTC",
    catchUp: "latest",
    catchUpLimit: 10,
    concurrency: "allow",
    maxConcurrent: 1_000_000,
    queueLimit: 1,
    dst: { gap: "shift", overlap: "first" },
    jitterSeconds: 0,
    suspend: false,
  };
}

export function openBenchStore(file: string): Promise<Store> {
  return openStore({ url: file, namespace, ids: { uuid: randomUUID } });
}

/** Applies so many experiments of one instance, each with the schedule that `cron` gives it. */
export async function fillStore(
  store: Store,
  experiments: number,
  cron: (index: number) => string,
): Promise<void> {
  const resources = [recipeResource(), instanceResource()];
  for (let index = 0; index < experiments; index += 1) resources.push(experimentResource(index, cron(index)));
  const commit: ApplyCommit = {
    id: randomUUID(),
    expectedSerial: 0,
    at: timestamp(Date.now()),
    actor: "bench",
    command: "apply",
    configDigest: digestOf("bench"),
    summary: { create: resources.length, update: 0, move: 0, delete: 0, unchanged: 0, byKind: {} },
    writes: resources.map((resource) => ({ action: "put", id: randomUUID(), resource })),
    changes: resources.map(({ address }) => ({ action: "create", address, reasons: ["new"] })),
  };
  await store.applies.commit(commit);
}

function recipeResource(): PreparedResource {
  const spec = {
    ...common,
    type: "Python",
    algorithm: "Custom",
    origin: { source: "recipe" },
    command: { train: ["true"] },
    defaults: {},
    env: {},
    requireModel: false,
    executor: "process",
  } as const;
  const observed = { source: { manifest: digestOf("source") } };
  return {
    address: recipe,
    kind: "recipe",
    spec,
    references: [],
    at,
    observed,
    digest: digestOfJson({ spec, observed }),
  };
}

function instanceResource(): PreparedResource {
  const spec = {
    ...common,
    recipe,
    tasks: { train: { parameters: { depth: 3 }, inputs: {}, outputs: {} } },
  } as const;
  return {
    address: instance,
    kind: "instance",
    spec,
    references: [recipe],
    at,
    observed: {},
    digest: digestOfJson({ spec }),
  };
}

function experimentResource(index: number, cron: string): PreparedResource {
  const spec = {
    ...common,
    target: { instance },
    task: "train",
    parameters: { seed: index },
    inputs: {},
    outputs: {},
    schedule: scheduleOf(cron),
    retry: defaultRetryPolicy,
    timeoutSeconds: 86_400,
    stopGraceSeconds: 30,
    slots: { [heldSlot]: 2 },
  } as const;
  return {
    address: experimentOf(index),
    kind: "experiment",
    spec,
    references: [instance],
    at,
    observed: {},
    digest: digestOfJson({ spec }),
  };
}

/** A run of an experiment as the scheduler would make it. */
export function runOf(index: number, more: Partial<NewRun> = {}): NewRun {
  return {
    id: idOf(index),
    task: "train",
    trigger: "schedule",
    actor: "schedule",
    instance,
    experiment: experimentOf(index % 100),
    spec: {
      recipe,
      recipeType: "Python",
      origin: { source: "recipe" },
      executor: "process",
      source: digestOf("source"),
      command: ["true"],
      requireModel: false,
      parameters: { depth: 3, seed: index },
      env: {},
      inputs: {},
      outputs: {},
      retry: defaultRetryPolicy,
      timeoutSeconds: 86_400,
      stopGraceSeconds: 30,
      trainingInputs: { source: "source", parameters: { depth: 3 }, datasets: {}, env: {}, secrets: {} },
      lineage: { applyId: "bench", revisions: { [recipe]: 1, [instance]: 1 }, mlxVersion: "0.0.0" },
    },
    slots: { cpus: 1 },
    ...more,
  };
}

/** A UUID that follows from a number; in no order, as those of schedules. */
function idOf(index: number): string {
  const hex = createHash("sha256").update(index.toString()).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
