import {
  type Address,
  type ArtifactStore,
  type ChainTask,
  type DatasetReader,
  type DesiredResource,
  type DesiredState,
  type Digest,
  digestOf,
  digestOfJson,
  type EngineEvent,
  type ExecutorName,
  formatAddress,
  InternalError,
  type Machine,
  type Manifest,
  MlxError,
  type RetryPolicy,
  type RunTimeouts,
  type ScheduleSpec,
  type Slots,
  type Store,
  type Timeframe,
} from "@mlx/core";
import { createFakeIds, createVirtualClock, type VirtualClock } from "@mlx/core/testing";
import { createMemoryStore } from "@mlx/store/testing";
import type { RunDeps } from "../src/index.ts";
import type { ApplyDeps } from "../src/resources/apply-plan.ts";
import type { PlanDeps } from "../src/resources/plan-project.ts";
import { createFakeExecutor, type FakeExecutor } from "./fake-executor.ts";
import { createFakeImages, createFakeLock, type FakeImages, type FakeLock } from "./fake-images.ts";

const common = { tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] } as const;
const at = { file: "mlx.yaml", line: 1, column: 1 } as const;
const policy = {
  max: 0,
  infraMax: 3,
  backoff: { initialSeconds: 30, factor: 2, maxSeconds: 600, jitter: 0 },
  on: ["NON_ZERO_EXIT"],
  exitCodes: { retry: ["75"], fail: [] },
  memoryFactor: 1,
} as const;

export const fit = formatAddress({ kind: "experiment", name: "fit" });
export const predict = formatAddress({ kind: "experiment", name: "predict" });
export const instance = formatAddress({ kind: "instance", name: "small" });
const recipe = formatAddress({ kind: "recipe", name: "plain" });
const dataset = formatAddress({ kind: "dataset", name: "numbers" });

const recipeFiles: Readonly<Record<string, string>> = {
  "preprocess.py": "1",
  "train.py": "1",
  "evaluate.py": "1",
  "score.py": "1",
};

/** A project of all kinds. */
export function desiredState({
  depth = 3,
  maxRetries = 0,
  on = ["NON_ZERO_EXIT"],
  memoryFactor = 1,
  timeouts,
  schedule,
  slots,
  maxRunning,
  chain,
  timeframe,
}: {
  depth?: number;
  maxRetries?: number;
  on?: RetryPolicy["on"];
  memoryFactor?: number;
  /** Of both experiments. */
  timeouts?: RunTimeouts;
  /** Of `fit`. */
  schedule?: ScheduleSpec;
  slots?: Slots;
  maxRunning?: number;
  /** Of `fit`; the instance has all tasks then. */
  chain?: readonly ChainTask[];
  /** Of both experiments: the dataset has a timestamp column then. */
  timeframe?: Timeframe;
} = {}): DesiredState {
  const experiment = (address: Address<"experiment">, task: "train" | "score"): DesiredResource => ({
    address,
    kind: "experiment",
    spec: {
      ...common,
      target: { instance },
      task,
      parameters: {},
      inputs: {},
      outputs: {},
      retry: { ...policy, max: maxRetries, on, memoryFactor },
      timeoutSeconds: 3600,
      stopGraceSeconds: 7,
      ...(timeouts === undefined ? {} : { timeouts }),
      ...(slots === undefined ? {} : { slots }),
      ...(maxRunning === undefined ? {} : { maxRunning }),
      ...(timeframe === undefined ? {} : { timeframe }),
      ...(chain === undefined || address !== fit ? {} : { chain }),
      ...(schedule === undefined || address !== fit ? {} : { schedule }),
    },
    references: [instance],
    at,
  });
  const resources: readonly DesiredResource[] = [
    {
      address: dataset,
      kind: "dataset",
      spec: {
        ...{ ...common, path: "numbers.csv", format: "csv" },
        ...(timeframe === undefined ? {} : { timestampColumn: "at" }),
      },
      references: [],
      at,
    },
    experiment(fit, "train"),
    experiment(predict, "score"),
    {
      address: instance,
      kind: "instance",
      spec: {
        ...common,
        recipe,
        tasks: {
          train: {
            parameters: { depth },
            inputs: { train: dataset },
            outputs: {},
            specification: { type: "ContainerTaskSpec", memoryInMB: 1000 },
          },
          score: { parameters: {}, inputs: { score: dataset }, outputs: { predictions: "out" } },
          ...(chain === undefined
            ? {}
            : {
                preprocess: { parameters: {}, inputs: { raw: dataset }, outputs: {} },
                evaluate: { parameters: {}, inputs: { test: dataset }, outputs: {} },
              }),
        },
      },
      references: [dataset, recipe],
      at,
    },
    {
      address: recipe,
      kind: "recipe",
      spec: {
        ...common,
        type: "Python",
        algorithm: "Custom",
        origin: { source: "recipe" },
        command: {},
        defaults: {},
        env: {},
        requireModel: true,
        executor: "process",
      },
      references: [],
      at,
    },
  ];
  return { project: "small", resources, moved: [], digest: digestOfJson(resources) };
}

/** The outside as the engine sees it, in memory. */
export interface World {
  readonly deps: RunDeps & PlanDeps & ApplyDeps;
  readonly store: Store;
  readonly executor: FakeExecutor;
  readonly events: EngineEvent[];
  /** Absolute source folder to its files. */
  readonly sources: Map<string, Readonly<Record<string, string>>>;
  /** Dataset path to its content. */
  readonly data: Map<string, string>;
  /** Output folder to the number of its files, which may only come of waiting; or the failure of publishing it. */
  readonly published: Map<string, number | Promise<number> | MlxError>;
  readonly delivered: string[];
  /** Artifacts whose files are gone. */
  readonly lost: Set<Digest>;
  readonly images: FakeImages;
  readonly lock: FakeLock;
  /** What tasks of an executor can be given. */
  readonly machines: Map<ExecutorName, Machine>;
  readonly clock: VirtualClock;
  /** Another process on the same store; on the same machine, so with the same jobs, unless one is given. */
  another(pid: number, machine?: WorldPlace): RunDeps;
  /** Ends the life of a process. */
  kill(pid: number): void;
  /** Lets time pass. */
  advance(milliseconds: number): Promise<void>;
}

/** Where a process works. */
export interface WorldPlace {
  readonly host: string;
  readonly executor: FakeExecutor;
  /** Its state folder. */
  readonly folder?: string;
  /** The jobs of other state folders that can be looked at from there. */
  readonly others?: Readonly<Record<string, FakeExecutor>>;
}

export interface WorldOptions {
  /** Whose time passes only when it is advanced; without, time passes as fast as all that sleep are woken. */
  readonly clock?: VirtualClock;
  readonly store?: Store;
}

export async function createWorld(
  programs: Parameters<typeof createFakeExecutor>[0] = [],
  options: WorldOptions = {},
): Promise<World> {
  const clock = options.clock ?? createRunningClock();
  const store = options.store ?? (await createMemoryStore());
  const executor = createFakeExecutor(programs, clock);
  const events: EngineEvent[] = [];
  const sources = new Map([["/project/recipe", recipeFiles]]);
  const data = new Map([["numbers.csv", "1,2"]]);
  const published: World["published"] = new Map<string, number>([
    ["model", 1],
    ["predictions", 1],
  ]);
  const delivered: string[] = [];
  const lost = new Set<Digest>();
  const [images, lock] = [createFakeImages(), createFakeLock()];
  const machines = new Map<ExecutorName, Machine>();
  const dead = new Set<number>();
  const inspect = (folder: string): { manifest: Manifest; digest: Digest } => {
    const files = sources.get(folder);
    if (files === undefined) throw new MlxError({ code: "MLX6001", summary: `${folder} is missing` });
    const manifest: Manifest = {
      version: 1,
      entries: Object.entries(files).map(([path, text]) => ({
        path,
        size: text.length,
        executable: false,
        digest: digestOf(text),
      })),
    };
    return { manifest, digest: digestOfJson(manifest) };
  };
  const artifacts: ArtifactStore = {
    inspectSource: async (folder) => inspect(folder),
    snapshotSource: async (folder) => inspect(folder),
    publish: async (folder) => {
      const files = await (published.get(folder) ?? 0);
      if (files instanceof MlxError) throw files;
      return { digest: digestOf(`${folder} ${files}`), files, size: files };
    },
    readManifest: async () => ({ version: 1, entries: [] }),
    has: async (digest) => !lost.has(digest),
    combine: async (folders) => {
      const files = Object.keys(folders).length;
      return { digest: digestOfJson(folders), files, size: files };
    },
    archive: async () => {
      throw new InternalError("nothing of the engine packs an artifact");
    },
    openFile: async () => {
      throw new InternalError("nothing of the engine reads a file as a stream");
    },
    readFile: async () => undefined,
    materialise: async () => {},
    deliver: async (_, target) => {
      if (!delivered.includes(target)) delivered.push(target);
    },
    collect: async () => ({ count: 0, bytes: 0 }),
  };
  const datasets: DatasetReader = {
    fingerprint: async ({ path }) => {
      const text = data.get(path);
      if (text === undefined) throw new MlxError({ code: "MLX6101", summary: `${path} is missing` });
      return { fingerprint: digestOf(text), files: [] };
    },
    profile: async () => ({ rows: 1, columns: [] }),
    window: async ({ path }, { start, end }) => {
      const text = data.get(path);
      if (text === undefined) throw new MlxError({ code: "MLX6101", summary: `${path} is missing` });
      const rows = text.split("\n").filter((row) => row > start && row <= end);
      return { fingerprint: digestOf(rows.join("\n")), files: [], rows: rows.length };
    },
    collectWindows: async () => ({ count: 0, bytes: 0 }),
  };
  const ids = createFakeIds();
  const another: World["another"] = (pid, machine = { host: "here", executor }) => ({
    store,
    executors: { process: machine.executor, docker: machine.executor },
    executorsAt: async ({ host, folder }) => {
      const there = host === machine.host ? machine.others?.[folder] : undefined;
      return there && { process: there, docker: there };
    },
    artifacts,
    datasets,
    machine: async (executor) => machines.get(executor),
    secrets: { resolve: async () => undefined },
    clock,
    ids,
    worker: {
      ...{ id: `worker-${pid}`, host: machine.host, bootId: "boot", pid },
      ...(machine.folder === undefined ? {} : { folder: machine.folder }),
    },
    isAlive: (worker) => (worker.host === machine.host ? !dead.has(worker.pid) : undefined),
    actor: "ann@here",
    random: () => 0.5,
    emit: (event) => {
      events.push(event);
    },
    absolute: (path) => `/project/${path}`,
    mlxVersion: "0.0.0",
  });
  return {
    deps: {
      ...another(1),
      git: { state: async () => undefined },
      images,
      lock,
      settings: { baseImage: "python:3.12-slim" },
    },
    store,
    executor,
    events,
    sources,
    data,
    published,
    delivered,
    lost,
    images,
    lock,
    machines,
    clock,
    another,
    kill: (pid) => {
      dead.add(pid);
    },
    advance: clock.advance,
  };
}

/** A clock that runs while somebody sleeps: as soon as all others have come to rest, the next one is woken. */
function createRunningClock(): VirtualClock {
  const clock = createVirtualClock();
  let running = false;
  const run = async () => {
    running = true;
    while (clock.pending() > 0) {
      await new Promise((wake) => setTimeout(wake, 1));
      await clock.advance(clock.untilNext() ?? 0);
    }
    running = false;
  };
  return {
    ...clock,
    sleep: (milliseconds, signal) => {
      const sleeping = clock.sleep(milliseconds, signal);
      if (!running) void run();
      return sleeping;
    },
  };
}
