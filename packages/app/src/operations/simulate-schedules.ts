import { type Result, type Slots, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { capacityOf } from "../daemon/capacity-of.ts";
import { type UnwantedSlots, unwantedSlots } from "../daemon/unwanted-slots.ts";
import { notARange, simulationTooLong } from "../errors.ts";
import { parseMoment, parseSpan } from "../parse-moment.ts";
import type { Project } from "../project.ts";

export interface SimulationAsked {
  /** Of all where empty. */
  readonly experiments: readonly string[];
  /** Times as `parseMoment` takes them, those without an offset in UTC; the second is the first that is not simulated any more. */
  readonly from: string;
  readonly until: string;
  /** Over the settings and the machine. */
  readonly slots: Slots;
  /** How long each run takes, as `10m`; as long as those of the past unless given. */
  readonly duration?: string;
}

export interface SimulatedSchedules extends engine.Simulation {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly capacity: Slots;
  /** Of the slots that were given. */
  readonly unwantedSlots: UnwantedSlots;
}

const mostYears = 10;
/** Leap years count as one, so that ten years by the calendar are never too long. */
const yearMilliseconds = 366 * 86_400_000;

/** What the applied schedules would do in a time, on this machine's slots. Failures: 3040, 8002, 8014. */
export function simulateSchedules(
  project: Project,
  { experiments, from, until, slots, duration }: SimulationAsked,
): Promise<Result<SimulatedSchedules>> {
  return toResult(async () => {
    const { settings } = await project.soundConfiguration();
    const adapters = await project.adapters();
    // Schedules of several zones take part: a time without an offset is none of theirs, nor this machine's.
    const context = { now: adapters.clock.now(), timezone: "UTC" };
    const range = {
      from: parseMoment(from, context, "--from"),
      until: parseMoment(until, context, "--to"),
    };
    if (range.from >= range.until) throw notARange(from, until);
    if (range.until - range.from > mostYears * yearMilliseconds)
      throw simulationTooLong(from, until, mostYears);
    const capacity = await capacityOf(adapters, settings.runs, slots);
    const simulation = await engine.simulateSchedules(
      {
        ...range,
        capacity,
        ...(experiments.length === 0 ? {} : { experiments }),
        ...(duration === undefined ? {} : { seconds: parseSpan(duration, "--duration") / 1000 }),
      },
      adapters,
    );
    return { ...simulation, ...range, capacity, unwantedSlots: await unwantedSlots(slots, adapters.store) };
  });
}
