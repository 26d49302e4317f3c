import {
  type DesiredResource,
  type DesiredState,
  defaultRetention,
  digestOfJson,
  type EngineEvent,
  type ExperimentSpec,
  formatAddress,
  type ScheduleSpec,
  type Slots,
  type TaskSubmission,
} from "@mlx/core";
import { createVirtualClock, type VirtualClock } from "@mlx/core/testing";
import { type DaemonDeps, type RunDeps, runDaemon } from "../../src/index.ts";
import { applyPlan } from "../../src/resources/apply-plan.ts";
import { planProject } from "../../src/resources/plan-project.ts";
import { createAppliedWorld } from "../applied-world.ts";
import type { FakeProgram } from "../fake-executor.ts";
import { desiredState, fit, instance, type World } from "../world.ts";
import { type Faults, interceptDeps } from "./faults.ts";

export const experiment = (name: string) => formatAddress({ kind: "experiment", name });

export function scheduleSpec(spec: Partial<ScheduleSpec> & Pick<ScheduleSpec, "cron">): ScheduleSpec {
  return {
    timezone: "UTC",
    catchUp: "latest",
    catchUpLimit: 10,
    concurrency: "forbid",
    maxConcurrent: 1,
    queueLimit: 1,
    dst: { gap: "shift", overlap: "first" },
    jitterSeconds: 0,
    suspend: false,
    ...spec,
  };
}

/** An experiment of the world's project, beside `fit` and `predict`, which have no schedule. */
export interface ScheduledExperiment
  extends Partial<Pick<ExperimentSpec, "slots" | "priority" | "maxRunning">> {
  readonly name: string;
  readonly task?: ExperimentSpec["task"];
  readonly schedule: ScheduleSpec;
  readonly maxRetries?: number;
  readonly program?: (task: TaskSubmission) => FakeProgram;
}

export interface DaemonWorldOptions {
  readonly experiments: readonly ScheduledExperiment[];
  /** Beside them, or in the place of those of the project. */
  readonly resources?: readonly DesiredResource[];
  /** RFC 3339. */
  readonly start?: string;
  /** Decides who of those that sleep until the same moment is woken first. */
  readonly seed?: number;
  readonly capacity?: Slots;
  readonly workerLostGraceSeconds?: number;
}

export interface RunningDaemon {
  readonly deps: DaemonDeps;
  readonly events: readonly EngineEvent[];
  readonly ended: () => boolean;
  /** What it ended of, where it should not have. */
  readonly problems: readonly unknown[];
  drain(): void;
  stop(): void;
  /** It ceases in the middle of whatever it does. */
  kill(): void;
}

export interface DaemonWorld extends World {
  readonly experiments: readonly ScheduledExperiment[];
  readonly capacity: Slots;
  start(pid: number, options?: StartOptions): RunningDaemon;
  /** Makes the project what it is now with these experiments. */
  apply(experiments: readonly ScheduledExperiment[], resources?: readonly DesiredResource[]): Promise<void>;
}

export interface StartOptions {
  /** What goes wrong with its calls of the store. */
  readonly faults?: Faults;
  readonly machine?: Parameters<World["another"]>[1];
  readonly over?: Partial<DaemonDeps>;
}

/** A project with schedules on a virtual clock. */
export async function createDaemonWorld(options: DaemonWorldOptions): Promise<DaemonWorld> {
  const { experiments, resources, seed, start, capacity = {}, workerLostGraceSeconds = 300 } = options;
  const programs = new Map(experiments.map(({ name, program }) => [name, program]));
  const clock: VirtualClock = createVirtualClock(
    start === undefined ? undefined : Date.parse(start),
    seed === undefined ? {} : { seed },
  );
  const world = await createAppliedWorld(
    (task) => programs.get(task.experiment ?? "")?.(task) ?? {},
    stateOf(experiments, resources),
    { clock },
  );
  const startDaemon = (pid: number, { faults, machine, over }: StartOptions = {}): RunningDaemon => {
    const [drain, stop] = [new AbortController(), new AbortController()];
    const events: EngineEvent[] = [];
    const problems: unknown[] = [];
    let dead = false;
    let ended = false;
    const kill = () => {
      dead = true;
      world.kill(pid);
      // So that nothing is left that waits; whatever it tries on its way out fails.
      stop.abort();
    };
    const deps: DaemonDeps = {
      ...daemonDeps(world.another(pid, machine), workerLostGraceSeconds),
      emit: (event) => {
        if (!dead) events.push(event);
      },
      ...over,
    };
    const guarded = interceptDeps(deps, {
      isDead: () => dead,
      kill,
      ...(faults === undefined ? {} : { faults }),
    });
    const end = (problem?: unknown) => {
      ended = true;
      // What a dead process still runs into says nothing.
      if (problem !== undefined && !dead) problems.push(problem);
    };
    runDaemon(guarded, { capacity, version: "0.0.0" }, { drain: drain.signal, stop: stop.signal }).then(
      () => end(),
      end,
    );
    return {
      deps,
      events,
      problems,
      ended: () => ended,
      drain: () => drain.abort(),
      stop: () => stop.abort(),
      kill,
    };
  };
  return {
    ...world,
    experiments,
    capacity,
    start: startDaemon,
    apply: async (wanted, beside) => {
      for (const { name, program } of wanted) programs.set(name, program);
      const { plan } = await planProject(stateOf(wanted, beside), world.deps, { allowMassDelete: true });
      await applyPlan(plan, world.deps, "apply");
    },
  };
}

function daemonDeps(deps: RunDeps, workerLostGraceSeconds: number): DaemonDeps {
  return {
    ...deps,
    settings: {
      runs: { slots: {}, workerLostGraceSeconds },
      notifications: { webhooks: {} },
      retention: defaultRetention,
    },
    jobFolders: {
      list: async () => [],
      measure: async () => ({ logBytes: 0, workBytes: 0 }),
      removeLog: async () => {},
      removeWork: async () => {},
      removeRun: async () => {},
    },
    otherReferences: async () => new Set(),
  };
}

function stateOf(
  experiments: readonly ScheduledExperiment[],
  beside: readonly DesiredResource[] = [],
): DesiredState {
  const state = desiredState();
  const replaced = new Set(beside.map(({ address }) => address));
  const kept = state.resources.filter(({ address }) => !replaced.has(address));
  const resources = [...kept, ...experiments.map(toResource), ...beside];
  return { ...state, resources, digest: digestOfJson(resources) };
}

function toResource(wanted: ScheduledExperiment): DesiredResource {
  const { name, task = "train", schedule, maxRetries = 0, slots, priority, maxRunning } = wanted;
  const base = desiredState({ maxRetries }).resources.find(({ address }) => address === fit);
  if (base?.kind !== "experiment") throw new TypeError("the project has no experiment");
  return {
    ...base,
    address: experiment(name),
    spec: {
      ...base.spec,
      task,
      target: { instance },
      schedule,
      ...(slots === undefined ? {} : { slots }),
      ...(priority === undefined ? {} : { priority }),
      ...(maxRunning === undefined ? {} : { maxRunning }),
    },
  };
}
