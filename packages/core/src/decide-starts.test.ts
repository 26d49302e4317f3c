import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideStarts, type QueueItem, type QueueLine } from "./decide-starts.ts";
import { createSlotLedger, namesOf, type SlotRequest, type Slots } from "./slots.ts";

interface Item extends QueueItem {
  readonly order: number;
  readonly priority: number;
  readonly keeps: Slots;
}

interface Line extends QueueLine {
  head(): Item | undefined;
}

function lineOf(items: readonly Item[]): Line {
  let next = 0;
  return {
    head: () => items[next],
    take: () => {
      next += 1;
    },
  };
}

const compare = (one: Item, other: Item) => other.priority - one.priority || one.order - other.order;

/** A queue in memory that looks at what it has to, beside one that looks at everything each time. */
function createQueue(capacity: Slots) {
  const running = new Map<number, SlotRequest>();
  let waiting: readonly Item[] = [];
  let woken = new Set<string>();
  const wake = (names: readonly string[]) => {
    woken = woken.union(new Set(names));
  };
  const used = () => {
    const sum: Record<string, number> = {};
    for (const { slots = {}, limits = {} } of running.values()) {
      for (const name in slots) sum[name] = (sum[name] ?? 0) + (slots[name] ?? 0);
      for (const name in limits) sum[name] = (sum[name] ?? 0) + 1;
    }
    return sum;
  };
  const sorted = (items: readonly Item[]) => items.toSorted(compare);
  return {
    running,
    waiting: () => waiting,
    add: (item: Item) => {
      waiting = [...waiting, item];
    },
    end: (order: number) => {
      wake(namesOf(running.get(order) ?? {}));
      running.delete(order);
    },
    withdraw: (order: number) => {
      wake(namesOf(waiting.find((item) => item.order === order)?.request ?? {}));
      waiting = waiting.filter((item) => item.order !== order);
    },
    /** Who starts when everybody is asked in turn. */
    expected: () => {
      const ledger = createSlotLedger(capacity, used());
      return sorted(waiting).flatMap(({ order, request }) =>
        ledger.take(request) === undefined ? [order] : [],
      );
    },
    dispatch: (most: number, looks: number, untilFull: boolean): readonly number[] => {
      const decision = decideStarts<Item, Line>({
        ledger: createSlotLedger(capacity, used()),
        compare,
        due: lineOf(sorted(waiting.filter(({ waitsFor }) => waitsFor === undefined))),
        waitingFor: (name) => lineOf(sorted(waiting.filter(({ waitsFor }) => waitsFor === name))),
        keeping: (name) => lineOf(sorted(waiting.filter(({ keeps }) => name in keeps))),
        ...{ woken, most, looks, untilFull },
      });
      let step = decision.next();
      while (!step.done) step = decision.next(step.value.head());
      const { started, refused, unsettled, woken: left } = step.value;
      for (const { order, request } of started) running.set(order, request);
      const waits = new Map(refused.map(({ item, wait }) => [item.order, wait]));
      const gone = new Set(started.map(({ order }) => order));
      const unknown = new Set(unsettled.map(({ order }) => order));
      woken = new Set(left);
      for (const { request } of unsettled) wake(namesOf(request));
      waiting = waiting
        .filter(({ order }) => !gone.has(order) && waits.get(order)?.never === undefined)
        .map((item): Item => {
          if (unknown.has(item.order)) return { ...item, waitsFor: undefined, keeps: {} };
          const wait = waits.get(item.order);
          return wait === undefined ? item : { ...item, waitsFor: wait.on, keeps: wait.keeps };
        });
      return started.map(({ order }) => order);
    },
  };
}

const requests = fc.record({
  slots: fc
    .dictionary(fc.constantFrom("a", "a", "b", "b", "cpus"), fc.constantFrom(1, 2))
    .map((slots) => ({ ...slots, runs: 1 })),
  limits: fc.constantFrom({}, {}, { "experiment/x": 2 }),
});

type Step =
  | { readonly type: "add"; readonly request: SlotRequest; readonly priority: number }
  | { readonly type: "end" | "withdraw"; readonly which: number }
  | { readonly type: "dispatch"; readonly most: number; readonly looks: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("add" as const),
      request: requests,
      priority: fc.constantFrom(0, 1, 2),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("end" as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("withdraw" as const), which: fc.nat(20) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("dispatch" as const),
      most: fc.constantFrom(1, 2, 100, 100),
      looks: fc.constantFrom(1, 3, 100, 100, 100),
    }),
  },
);

/** A run of higher priority takes what one before kept its turn for: who waits behind that one may go. */
const losers = [
  [request({ a: 1, b: 1 }), request({ a: 1, b: 2 }), request({ b: 1 }), request({ a: 2 }, 1)],
  [request({ a: 1, b: 1 }, 2), request({ a: 1, b: 2 }), request({ b: 1 }), request({ a: 2 }, 2)],
].map((adds): [Step[], number, boolean] => {
  const dispatch = { type: "dispatch", most: 100, looks: 100 } as const;
  return [[...adds.slice(0, 3), dispatch, ...adds.slice(3), dispatch], 100, false];
});

function request(slots: Slots, priority = 0): Step {
  return { type: "add", request: { slots: { ...slots, runs: 1 }, limits: {} }, priority };
}

describe("decideStarts", () => {
  it("starts whom the ledger would, were everybody asked in turn", () => {
    fc.assert(
      fc.property(
        fc.array(steps, { maxLength: 60, size: "max" }),
        fc.constantFrom(3, 100),
        fc.boolean(),
        (all, runs, untilFull) => {
          const queue = createQueue({ a: 3, b: 2, cpus: 3, runs });
          for (const [index, step] of all.entries()) {
            if (step.type === "add") queue.add({ order: index, ...step, waitsFor: undefined, keeps: {} });
            else if (step.type === "end") {
              const ids = [...queue.running.keys()];
              const order = ids[step.which % Math.max(1, ids.length)];
              if (order !== undefined) queue.end(order);
            } else if (step.type === "withdraw") {
              const item = queue.waiting()[step.which % Math.max(1, queue.waiting().length)];
              if (item !== undefined) queue.withdraw(item.order);
            } else if (step.type === "dispatch") {
              const expected = queue.expected();
              const started = queue.dispatch(step.most, step.looks, untilFull);
              // Who was not looked at for want of looks comes the next time.
              if (step.looks === 100) expect(started).toEqual(expected.slice(0, step.most));
              else expect(started).toEqual(expected.slice(0, started.length));
            }
          }
        },
      ),
      { numRuns: Number(process.env.MLX_TEST_QUEUE_RUNS ?? 300), examples: [...losers] },
    );
  });

  it("starts a run that wants several things, however many want one of them", () => {
    const queue = createQueue({ a: 2, b: 2 });
    let order = 10;
    const add = (name: string) => {
      order += 1;
      queue.add({
        ...{ order, priority: 0, request: { slots: { [name]: 1 } }, waitsFor: undefined, keeps: {} },
      });
    };
    for (const name of ["a", "a", "b", "b"]) add(name);
    queue.dispatch(100, 100, true);
    queue.add({ order: 1, priority: 0, request: { slots: { a: 2, b: 2 } }, waitsFor: undefined, keeps: {} });
    for (let round = 0; round < 12; round += 1) {
      for (const name of ["a", "b"]) add(name);
      const [first = 0] = [...queue.running].flatMap(([each, { slots = {} }]) =>
        (round % 2 === 0 ? "a" : "b") in slots ? [each] : [],
      );
      queue.end(first);
      queue.dispatch(100, 100, true);
    }
    expect(queue.waiting().map((item) => item.order)).not.toContain(1);
  });
});
