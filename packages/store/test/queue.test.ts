import { createSlotLedger, InternalError, type NewRun, type Run, type Slots, type Store } from "@mlx/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, experiment, fenceOf, newRun, worker } from "../src/testing/samples.ts";
import { createMemoryStore } from "../src/testing.ts";

type Step =
  | {
      readonly type: "create";
      readonly slots: Slots;
      readonly limited: boolean;
      readonly priority: number;
      readonly delay: number;
      readonly alone: boolean;
    }
  | { readonly type: "claim"; readonly limit: number }
  | { readonly type: "offer"; readonly cpus: number; readonly licence: number; readonly runs: number }
  | { readonly type: "end" | "retry" | "release" | "cancel" | "take"; readonly which: number };

const which = fc.nat({ max: 50 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("create"),
      slots: fc.dictionary(fc.constantFrom("cpus", "licence", "seat"), fc.constantFrom(1, 1, 2, 3, 5)),
      limited: fc.boolean(),
      priority: fc.constantFrom(0, 0, 0, 1),
      delay: fc.constantFrom(0, 0, 3),
      alone: fc.constantFrom(false, false, true),
    }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant("claim"), limit: fc.constantFrom(0, 1, 2, 100) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("offer"),
      ...{ cpus: fc.integer({ min: 2, max: 6 }), licence: fc.integer({ min: 1, max: 4 }) },
      runs: fc.constantFrom(1, 4, 100),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom("end", "end", "retry", "release", "cancel", "take"),
      which,
    }),
  },
);

const limit = { "experiment/x": 2 };

/** What runs hold, as their own words have it. */
function usageOf(runs: readonly Run[]): Readonly<Record<string, number>> {
  const used: Record<string, number> = {};
  for (const { slots = {}, limits = {} } of runs.filter(({ status }) => status.state === "RUNNING"))
    for (const [name, amount] of [
      ...Object.entries({ ...slots, runs: 1 }),
      ...Object.keys(limits).map((each) => [each, 1] as const),
    ])
      used[name] = (used[name] ?? 0) + amount;
  return used;
}

const readyAt = ({ status, readyAt: ready, createdAt }: Run) =>
  status.state === "RETRY" ? status.nextAttemptAt : (ready ?? createdAt);

/** The runs that could be claimed, were there room for all, in their order. */
function queueOf(runs: readonly Run[], now: string): readonly Run[] {
  const waits = ({ status }: Run) =>
    status.state === "RETRY" || (status.state === "PENDING" && status.reason !== "WAITING_OVERLAP");
  return runs
    .filter((run) => waits(run) && readyAt(run) <= now)
    .toSorted(
      (a, b) =>
        (b.priority ?? 0) - (a.priority ?? 0) ||
        readyAt(a).localeCompare(readyAt(b)) ||
        a.id.localeCompare(b.id),
    );
}

/** Those that start when everybody is asked in turn. */
function startsOf(runs: readonly Run[], capacity: Slots, now: string): readonly string[] {
  const ledger = createSlotLedger(capacity, usageOf(runs));
  return queueOf(runs, now)
    .filter(
      ({ slots = {}, limits = {} }) => ledger.take({ slots: { ...slots, runs: 1 }, limits }) === undefined,
    )
    .map(({ id }) => id);
}

/** The name that the run says it waits for, and may get. */
function waitsOn({ status }: Run): string | undefined {
  if (status.state !== "PENDING" || status.reason !== "WAITING_SLOT") return undefined;
  return status.message?.endsWith("at all") ? undefined : status.message?.split(":")[0];
}

const wants = ({ slots = {}, limits = {} }: NewRun) => [
  "runs",
  ...Object.keys(slots),
  ...Object.keys(limits),
];

describe("a queue with slots and limits", () => {
  it("gives no more than there is, leaves nobody waiting who could start, and lets nobody overtake", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 60, size: "max" }), async (sequence) => {
        const store = await createMemoryStore();
        let capacity: Slots = { cpus: 4, licence: 2, seat: 3, runs: 100 };
        let now = 0;
        let made = 0;
        for (const step of sequence) {
          now += 1;
          const before = await allRuns(store);
          if (step.type === "create") {
            made += 1;
            await store.runs.create(runOf(made, step, now), at(now));
          } else if (step.type === "offer") {
            const { cpus, licence, runs } = step;
            capacity = { cpus, licence, seat: licence, runs };
          } else if (step.type === "claim") {
            const expected = startsOf(before, capacity, at(now)).slice(0, step.limit);
            const claimed = await claim(store, capacity, step.limit, now);
            expect(claimed.map(({ id }) => id)).toEqual(expected);
            const after = await allRuns(store);
            const used = usageOf(after);
            for (const run of claimed)
              for (const name of wants(run))
                expect(used[name] ?? 0).toBeLessThanOrEqual(capacity[name] ?? limit["experiment/x"]);
            expectOrder(before, after, claimed, now);
          } else await disturb(store, step.type, before[step.which % Math.max(1, before.length)], now);
          await expectWhole(store);
        }
        await claim(store, capacity, 1000, now);
        const left = await allRuns(store);
        expect(startsOf(left, capacity, at(now))).toEqual([]);
        await finishAll(store, capacity, now);
        await store.close();
      }),
      { numRuns: Number(process.env.MLX_TEST_QUEUE_RUNS ?? 60) },
    );
  });
});

function runOf(number: number, step: Extract<Step, { type: "create" }>, now: number): NewRun {
  return newRun(number, {
    slots: step.slots,
    experiment: experiment("x"),
    priority: step.priority,
    ...(step.limited ? { limits: limit } : {}),
    ...(step.delay > 0 ? { readyAt: at(now + step.delay) } : {}),
    ...(step.alone ? { overlapLimit: 3 } : {}),
  });
}

const claim = (store: Store, capacity: Slots, most: number, now: number) =>
  store.runs.claimNext({ worker: worker("w"), at: at(now), ttlSeconds: 9999, capacity, limit: most });

async function allRuns(store: Store): Promise<readonly Run[]> {
  return (await store.runs.list({}, { limit: 1000 })).map(({ run }) => run);
}

/** Those before a claimed run that still wait do not wait for what it got. */
function expectOrder(
  before: readonly Run[],
  after: readonly Run[],
  claimed: readonly Run[],
  now: number,
): void {
  const order = queueOf(before, at(now)).map(({ id }) => id);
  const places = claimed.map(({ id }) => order.indexOf(id));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const byId = new Map(after.map((run) => [run.id, run]));
  for (const run of claimed) {
    for (const id of order.slice(0, order.indexOf(run.id))) {
      const earlier = byId.get(id);
      const name = earlier === undefined ? undefined : waitsOn(earlier);
      if (name !== undefined) expect(wants(run)).not.toContain(name);
    }
  }
}

async function disturb(store: Store, type: string, run: Run | undefined, now: number): Promise<void> {
  if (run === undefined) return;
  const event = { at: at(now), actor: "w" };
  const isRunning = run.status.state === "RUNNING";
  if (type === "cancel")
    await store.runs.requestStop(run.id, { reason: "CANCELLED", actor: "a", at: at(now) });
  else if (type === "take" && !isRunning)
    await store.runs.claim(run.id, { worker: worker("v"), at: at(now), ttlSeconds: 9999 });
  else if (type === "release" && isRunning) await store.runs.release(fenceOf(run), at(now));
  else if (type === "retry" && isRunning)
    await store.runs.transition(
      fenceOf(run),
      { state: "RETRY", reason: "OOM_KILLED", message: "oom", nextAttemptAt: at(now + 2) },
      event,
    );
  else if (type === "end" && isRunning) await end(store, run, now);
}

function end(store: Store, run: Run, now: number) {
  const status = { state: "DONE", reason: "OK" } as const;
  return store.runs.end(fenceOf(run), { status, endedAt: at(now) }, { actor: "w" });
}

/** What the store counts is what the runs say. */
async function expectWhole(store: Store): Promise<void> {
  const used = usageOf(await allRuns(store));
  const told = (await store.runs.slotUsage()).filter((usage) => usage.used > 0);
  expect(Object.fromEntries(told.map(({ name, used: amount }) => [name, amount]))).toEqual(used);
}

/** All that can ever start does, and ends. */
async function finishAll(store: Store, capacity: Slots, from: number): Promise<void> {
  // Whoever is to be ready later is within five seconds.
  for (let idle = 0, now = from + 1; idle < 5; now += 1) {
    for (const run of await allRuns(store)) if (run.status.state === "RUNNING") await end(store, run, now);
    idle = (await claim(store, capacity, 1000, now)).length === 0 ? idle + 1 : 0;
  }
  for (const { status } of await allRuns(store)) {
    const isOver = status.state === "DONE" || status.state === "ABORTED";
    const never = status.state === "PENDING" && status.message?.endsWith("at all");
    const behind = status.state === "PENDING" && status.reason === "WAITING_OVERLAP";
    if (!isOver && !never && !behind && status.state !== "RETRY")
      throw new InternalError(`a run was forgotten: ${JSON.stringify(status)}`);
  }
}
