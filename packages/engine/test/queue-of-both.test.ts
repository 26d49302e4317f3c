/** The store's queue beside the simulation's: the same runs start at the same times in the same order. */
import {
  type Address,
  formatAddress,
  InternalError,
  type NewRun,
  type Run,
  type ScheduleSpec,
  type Slots,
  timestamp,
} from "@mlx/core";
import {
  compileSchedule,
  type SimulatedSchedule,
  type SimulationEvent,
  simulateSchedules,
} from "@mlx/schedule";
import fc from "fast-check";
import { expect, test } from "vitest";
import { prepareRun } from "../src/runs/prepare/prepare-run.ts";
import { createAppliedWorld } from "./applied-world.ts";
import { fit } from "./world.ts";

const capacity: Slots = { cpus: 4, licence: 2, seat: 2, runs: 6 };
const from = Date.UTC(2026, 4, 1);
const worker = { id: "w", host: "host", bootId: "boot", pid: 1 };

interface Wanted {
  readonly minute: number;
  readonly minutes: number;
  readonly concurrency: "queue" | "replace" | "allow";
  readonly slots: Slots;
  readonly limit: number | undefined;
  readonly priority: number;
}

const wanted: fc.Arbitrary<Wanted> = fc.record({
  minute: fc.integer({ min: 5, max: 30 }),
  minutes: fc.integer({ min: 1, max: 60 }),
  concurrency: fc.constantFrom("queue", "allow", "allow", "replace"),
  slots: fc
    .dictionary(fc.constantFrom("cpus", "licence", "seat"), fc.constantFrom(1, 2))
    .map((slots) => ({ cpus: 1, ...slots })),
  limit: fc.constantFrom(undefined, undefined, 1, 2),
  priority: fc.constantFrom(0, 0, 1, 2),
});

function toSchedule(
  { minute, minutes, concurrency, limit, ...rest }: Wanted,
  index: number,
): SimulatedSchedule {
  const experiment = formatAddress({ kind: "experiment", name: `e${index}` });
  const spec: ScheduleSpec = {
    ...{ cron: [`*/${minute} * * * *`], timezone: "UTC", catchUp: "latest", catchUpLimit: 10, concurrency },
    ...{ maxConcurrent: 3, queueLimit: 2, dst: { gap: "shift", overlap: "first" }, jitterSeconds: 0 },
    suspend: false,
  };
  return {
    ...{ schedule: { id: `s${index}`, experiment, spec, enabled: true }, compiled: compileSchedule(spec) },
    ...{ ...rest, seconds: () => minutes * 60 + index },
    ...(limit === undefined ? {} : { limits: { [experiment]: limit } }),
  };
}

const idOf = ({ experiment, nominal }: { readonly experiment: Address; readonly nominal: number }) =>
  `${experiment} ${nominal}`;

async function startInStore(schedules: readonly SimulatedSchedule[]) {
  const { store, deps } = await createAppliedWorld();
  const prepared = await prepareRun({ target: fit, parameters: {} }, deps);
  const held = new Map<string, Run>();
  const newRun = (event: Extract<SimulationEvent, { type: "fired" }>): NewRun => {
    const of = schedules.find(({ schedule }) => schedule.experiment === event.experiment);
    if (of === undefined) throw new InternalError(`nobody knows ${event.experiment}`);
    const allows = of.schedule.spec.concurrency === "allow";
    const { slots, priority, limits = {} } = of;
    return {
      ...{ ...prepared, id: idOf(event), trigger: "schedule", experiment: event.experiment },
      ...{ slots, priority, limits },
      ...(event.waits ? { overlapLimit: allows ? 3 : 1 } : {}),
      ...(event.waits && allows ? { overlapOf: "schedule" as const } : {}),
    };
  };
  const end = async (id: string, at: string, status: Parameters<typeof store.runs.end>[1]["status"]) => {
    const run = held.get(id);
    if (run === undefined) throw new InternalError(`${id} has not started`);
    await store.runs.end({ runId: id, epoch: run.epoch }, { status, endedAt: at }, { actor: "w" });
  };
  const follow = async (event: SimulationEvent) => {
    const at = timestamp(event.at);
    if (event.type === "fired") await store.runs.create(newRun(event), at);
    else if (event.type === "ended") await end(idOf(event), at, { state: "DONE", reason: "OK" });
    else if (event.type === "replaced") {
      await store.runs.requestStop(idOf(event), { reason: "REPLACED", actor: "schedule", at });
      if (event.wasRunning) await end(idOf(event), at, { state: "ABORTED", reason: "REPLACED" });
    }
  };
  return {
    /** The simulation's events of one instant; returns whom the store starts then. */
    look: async (events: readonly SimulationEvent[], at: number): Promise<readonly string[]> => {
      // Of those that are replaced together, none takes the place of one before.
      const replaced = events.filter(({ type }) => type === "replaced").toReversed();
      const inOrder = [...events.filter(({ type }) => type === "ended"), ...replaced];
      for (const event of inOrder) await follow(event);
      for (const event of events) if (event.type === "fired") await follow(event);
      const claim = { worker, at: timestamp(at), ttlSeconds: 1e6, capacity, limit: 1000 };
      const claimed = await store.runs.claimNext(claim);
      for (const run of claimed) held.set(run.id, run);
      return claimed.map(({ id }) => id);
    },
    close: () => store.close(),
  };
}

test("the store and the simulation start the same runs in the same order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wanted, { minLength: 1, maxLength: 7, size: "max" }), async (all) => {
      const schedules = all.map(toSchedule);
      const store = await startInStore(schedules);
      const events = [...simulateSchedules({ schedules, capacity, from, until: from + 4 * 3_600_000 })];
      for (const [at, some] of Map.groupBy(events, (event) => event.at)) {
        const started = some.flatMap((event) => (event.type === "started" ? [idOf(event)] : []));
        expect({ at: timestamp(at), started: await store.look(some, at) }).toEqual({
          at: timestamp(at),
          started,
        });
      }
      await store.close();
    }),
    { numRuns: Number(process.env.MLX_TEST_QUEUE_RUNS ?? 15) },
  );
});
