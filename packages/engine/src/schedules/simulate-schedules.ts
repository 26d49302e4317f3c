import { MlxError, type Schedule, type Slots } from "@mlx/core";
import { type SimulatedSchedule, type SimulationEvent, simulateSchedules as simulate } from "@mlx/schedule";
import { prepareRun } from "../runs/prepare/prepare-run.ts";
import type { CreateDeps } from "../runs/prepare/run-request.ts";
import { createCompiler } from "./compile-specs.ts";
import { findSchedules } from "./find-schedule.ts";
import { rememberReads } from "./remember-reads.ts";

export interface SimulationRequest {
  /** Milliseconds since 1970: the first instant, and the first that is not simulated any more. */
  readonly from: number;
  readonly until: number;
  /** Of all where absent. */
  readonly experiments?: readonly string[];
  /** See `workerCapacity`. */
  readonly capacity: Slots;
  /** How long each run takes; absent: as long as those of the past. */
  readonly seconds?: number;
}

/** What a simulation assumes of the runs of a schedule. */
export interface SimulatedDuration {
  readonly experiment: Schedule["experiment"];
  readonly seconds: number;
  /** `past`: the median of its newest runs; `assumed`: there are none. */
  readonly source: "given" | "past" | "assumed";
}

export interface Simulation {
  readonly durations: readonly SimulatedDuration[];
  /** Schedules whose runs could not be made now: each of their times fails. */
  readonly problems: readonly { readonly experiment: Schedule["experiment"]; readonly problem: string }[];
  /** To be read once. */
  readonly events: Iterable<SimulationEvent>;
}

const pastRuns = 20;
const assumedSeconds = 60;

/** What the applied schedules would do, and wait for. Nothing is changed. Failure: 3040. */
export async function simulateSchedules(
  { from, until, experiments, capacity, seconds }: SimulationRequest,
  deps: CreateDeps,
): Promise<Simulation> {
  const compile = createCompiler();
  const reading = { ...deps, store: rememberReads(deps.store) };
  const durations: SimulatedDuration[] = [];
  const problems: Simulation["problems"][number][] = [];
  const schedules: SimulatedSchedule[] = [];
  for (const schedule of await findSchedules(experiments, deps)) {
    const { experiment, spec } = schedule;
    const duration = await durationOf(experiment, seconds, deps);
    durations.push(duration);
    const wanted = await wantedBy(experiment, reading);
    if ("problem" in wanted) problems.push({ experiment, problem: wanted.problem });
    schedules.push({ ...wanted, schedule, compiled: compile(spec), seconds: () => duration.seconds });
  }
  return { durations, problems, events: simulate({ schedules, capacity, from, until }) };
}

async function durationOf(
  experiment: Schedule["experiment"],
  given: number | undefined,
  { store }: CreateDeps,
): Promise<SimulatedDuration> {
  if (given !== undefined) return { experiment, seconds: given, source: "given" };
  const past = [...(await store.runs.durations(experiment, pastRuns))].sort((a, b) => a - b);
  const median = past[past.length >> 1];
  return median === undefined
    ? { experiment, seconds: assumedSeconds, source: "assumed" }
    : { experiment, seconds: median, source: "past" };
}

type Wanted = Pick<SimulatedSchedule, "slots" | "limits" | "priority">;

async function wantedBy(
  experiment: Schedule["experiment"],
  deps: CreateDeps,
): Promise<Wanted | (Wanted & { readonly problem: string })> {
  try {
    const {
      slots = {},
      limits,
      priority = 0,
    } = await prepareRun({ target: experiment, parameters: {} }, deps);
    return { slots, priority, ...(limits === undefined ? {} : { limits }) };
  } catch (error) {
    if (!(error instanceof MlxError) || error.code.startsWith("MLX5")) throw error;
    return { slots: {}, priority: 0, problem: error.summary };
  }
}
