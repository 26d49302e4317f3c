import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideReplicas,
  nextSetback,
  type ReplicaView,
  type ServingView,
  type Setback,
} from "../../src/serving/decide-replicas.ts";

function view(
  replicas: readonly string[],
  over: Partial<Omit<ServingView, "replicas">> & {
    readonly setback?: Partial<Setback> & { of: string };
  } = {},
): ServingView {
  const { setback, ...rest } = over;
  const setbacks = new Map<string, Setback>();
  if (setback !== undefined) {
    const { of, ...given } = setback;
    setbacks.set(of, { count: 1, retryAt: 2000, condemned: false, message: "", ...given });
  }
  return {
    now: 1000,
    wanted: { generation: "B", replicas: 2 },
    replicas: replicas.map((text, index): ReplicaView => {
      const [generation = "", state = ""] = text.split(" ");
      const known = state === "starting" || state === "leaving" ? state : "ready";
      return { id: `${index}`, generation, state: known };
    }),
    setbacks,
    ...rest,
  };
}

describe("what is done with replicas", () => {
  test.each([
    ["nothing is there: all come up", view([]), { start: { generation: "B", count: 2 }, retire: [] }],
    [
      "the first that is ready serves, the other still comes",
      view(["B ready", "B starting"]),
      { serving: "B", retire: [] },
    ],
    [
      "a new generation comes up beside the old one",
      view(["A ready", "A ready"], { serving: "A" }),
      { serving: "A", start: { generation: "B", count: 2 }, retire: [] },
    ],
    [
      "it does not take over before all of it is there",
      view(["A ready", "A ready", "B ready", "B starting"], { serving: "A" }),
      { serving: "A", retire: [] },
    ],
    [
      "it takes over, and the old one is let go",
      view(["A ready", "A ready", "B ready", "B ready"], { serving: "A" }),
      { serving: "B", retire: ["0", "1"] },
    ],
    [
      "where nobody of the old one is left, one is enough",
      view(["A leaving", "B ready", "B starting"], { serving: "A" }),
      { serving: "B", retire: [] },
    ],
    [
      "a generation that nobody wants any more is stopped in the middle of its start",
      view(["A ready", "A ready", "C starting", "B starting", "B starting"], { serving: "A" }),
      { serving: "A", retire: ["2"] },
    ],
    [
      "one that failed is let be, with all of it, and the old one is kept at its number",
      view(["A ready", "B ready"], { serving: "A", setback: { of: "B", condemned: true } }),
      { serving: "A", start: { generation: "A", count: 1 }, retire: ["1"] },
    ],
    [
      "when its time has come it is tried again",
      view(["A ready", "A ready"], { serving: "A", setback: { of: "B", condemned: true, retryAt: 1000 } }),
      { serving: "A", start: { generation: "B", count: 2 }, retire: [] },
    ],
    [
      "one that took over and dies again and again: what served before comes back beside it",
      view(["B ready"], { serving: "B", fallback: "A", setback: { of: "B", condemned: true } }),
      { serving: "B", start: { generation: "A", count: 2 }, retire: [] },
    ],
    [
      "and takes over",
      view(["B ready", "A ready", "A ready"], {
        serving: "B",
        fallback: "A",
        setback: { of: "B", condemned: true },
      }),
      { serving: "A", retire: ["0"] },
    ],
    [
      "one that failed, and is all that there ever was, waits",
      view([], { setback: { of: "B", condemned: true } }),
      { retire: [] },
    ],
    [
      "one that has worked and failed just now waits, and is not replaced by an older one",
      view(["B ready"], { serving: "B", fallback: "A", setback: { of: "B" } }),
      { serving: "B", retire: [] },
    ],
    [
      "fewer are wanted: those that are not ready go first",
      view(["B ready", "B starting", "B ready", "B ready"], { serving: "B" }),
      { serving: "B", retire: ["3", "1"] },
    ],
  ])("%s", (_, given, decision) => {
    expect(decideReplicas(given)).toEqual(decision);
  });
});

test("a setback grows with each failure, and several of the same start are one", () => {
  const failure = {
    failure: "not-started",
    isServing: false,
    isProven: false,
    hasFallback: true,
    message: "m",
  } as const;
  const first = nextSetback(undefined, { ...failure, now: 0 });
  expect(first).toEqual({ count: 1, retryAt: 1000, condemned: true, message: "m" });
  expect(nextSetback(first, { ...failure, now: 999 })).toEqual(first);
  const pauses: number[] = [];
  let last: Setback | undefined;
  let now = 0;
  for (let index = 0; index < 11; index += 1) {
    last = nextSetback(last, { ...failure, now });
    pauses.push((last.retryAt - now) / 1000);
    now = last.retryAt;
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
});

test("one that serves is replaced at once when it dies, then later and later; the third time it is condemned", () => {
  const death = { failure: "died", isServing: true, message: "m" } as const;
  const deaths = (isProven: boolean, hasFallback = false) => {
    let last: Setback | undefined;
    return [0, 0, 1000].map((now) => {
      last = nextSetback(last, { ...death, isProven, hasFallback, now });
      return [last.retryAt - now, last.condemned];
    });
  };
  expect(deaths(false)).toEqual([
    [0, false],
    [1000, false],
    [2000, true],
  ]);
  expect(deaths(false, true)[2]).toEqual([60_000, true]);
  expect(deaths(true).map(([, condemned]) => condemned)).toEqual([false, false, false]);
});

/** Any world: replicas come up or fail, die, and other generations are wanted; then it is left in peace. */
test("whatever happens, requests never lose those who answer by a decision, and at last what is wanted serves", () => {
  const happening = fc.oneof(
    fc.constant({ type: "came-up" as const }),
    fc.constant({ type: "failed" as const }),
    fc.record({ type: fc.constant("died" as const), which: fc.nat(10) }),
    fc.record({
      type: fc.constant("wanted" as const),
      generation: fc.constantFrom("A", "B", "C"),
      replicas: fc.integer({ min: 1, max: 4 }),
    }),
    fc.record({ type: fc.constant("time" as const), milliseconds: fc.constantFrom(1, 1000, 60_000) }),
  );
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const world = createWorld();
      world.decide();
      for (const event of happenings) {
        switch (event.type) {
          case "came-up":
            world.comeUp();
            break;
          case "failed":
            world.failStart();
            break;
          case "died":
            world.die(event.which);
            break;
          case "wanted":
            world.want(event.generation, event.replicas);
            break;
          case "time":
            world.pass(event.milliseconds);
            break;
        }
        world.decide();
      }
      // From here on all goes well.
      for (let round = 0; round < 40; round += 1) {
        world.pass(300_000);
        world.decide();
        while (world.comeUp()) world.decide();
      }
      expect(world.rest()).toEqual(world.wantedRest());
    }),
    { numRuns: 500 },
  );
});

function createWorld() {
  let now = 0;
  let made = 0;
  let wanted = { generation: "A", replicas: 2 };
  let serving: string | undefined;
  let fallback: string | undefined;
  let replicas: { id: string; generation: string; state: "starting" | "ready" }[] = [];
  const setbacks = new Map<string, Setback>();
  const answering = () =>
    replicas.filter(({ generation, state }) => generation === serving && state === "ready").length;
  const fail = (generation: string, failure: "not-started" | "died") =>
    setbacks.set(
      generation,
      nextSetback(setbacks.get(generation), {
        ...{ failure, now, message: "" },
        isServing: serving === generation,
        isProven: false,
        hasFallback: fallback !== undefined,
      }),
    );
  return {
    decide: () => {
      const before = answering();
      const decision = decideReplicas({
        ...{ now, wanted, replicas, setbacks },
        ...(serving === undefined ? {} : { serving }),
        ...(fallback === undefined ? {} : { fallback }),
      });
      if (decision.serving !== serving) {
        fallback = serving;
        serving = decision.serving;
      }
      const { start } = decision;
      for (let index = 0; start !== undefined && index < start.count; index += 1) {
        made += 1;
        replicas.push({ id: `${made}`, generation: start.generation, state: "starting" });
      }
      replicas = replicas.filter(({ id }) => !decision.retire.includes(id));
      expect(answering()).toBeGreaterThanOrEqual(Math.min(before, before > 0 ? 1 : 0));
      for (const generation of ["A", "B", "C"])
        expect(replicas.filter((replica) => replica.generation === generation).length).toBeLessThanOrEqual(4);
    },
    comeUp: () => {
      const next = replicas.find(({ state }) => state === "starting");
      if (next !== undefined) next.state = "ready";
      return next !== undefined;
    },
    failStart: () => {
      const next = replicas.find(({ state }) => state === "starting");
      if (next === undefined) return;
      replicas = replicas.filter((replica) => replica !== next);
      fail(next.generation, "not-started");
    },
    die: (which: number) => {
      const ready = replicas.filter(({ state }) => state === "ready");
      const dying = ready[which % Math.max(1, ready.length)];
      if (dying === undefined) return;
      replicas = replicas.filter((replica) => replica !== dying);
      fail(dying.generation, "died");
    },
    want: (generation: string, count: number) => {
      wanted = { generation, replicas: count };
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    rest: () => ({ serving, replicas: replicas.map(({ generation, state }) => `${generation} ${state}`) }),
    wantedRest: () => ({
      serving: wanted.generation,
      replicas: Array.from({ length: wanted.replicas }, () => `${wanted.generation} ready`),
    }),
  };
}
