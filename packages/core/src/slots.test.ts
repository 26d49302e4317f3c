import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSlotLedger, type SlotRequest, slotsOf } from "./slots.ts";

describe("slotsOf", () => {
  it("is one processor where the specification says nothing, and what is named beside", () => {
    expect(slotsOf(undefined)).toEqual({ cpus: 1 });
    expect(
      slotsOf({ type: "ContainerTaskSpec", cpus: 4, memoryInMB: 2048, gpus: 0 }, { licence: 1 }),
    ).toEqual({
      ...{ cpus: 4, memoryInMB: 2048, licence: 1 },
    });
  });
});

describe("createSlotLedger", () => {
  const cpus = (amount: number): SlotRequest => ({ slots: { cpus: amount } });

  it("takes all that a run wants, or nothing", () => {
    const ledger = createSlotLedger({ cpus: 4, licence: 1 }, { cpus: 1 });
    expect(ledger.take({ slots: { cpus: 2, licence: 1 } })).toBeUndefined();
    expect(ledger.take({ slots: { cpus: 1, licence: 1 } })).toEqual({
      ...{ on: "licence", message: "licence: wants 1, 0 of 1 free", keeps: {} },
    });
    expect(ledger.take(cpus(1))).toBeUndefined();
    ledger.forgetWaits();
    ledger.release({ slots: { cpus: 2, licence: 1 } });
    expect(ledger.take({ slots: { cpus: 2, licence: 1 } })).toBeUndefined();
  });

  it("does not limit a slot that nobody names", () => {
    expect(createSlotLedger({}).take({ slots: { cpus: 1e9, licence: 7 } })).toBeUndefined();
  });

  it("counts the runs of a limit", () => {
    const limited = { limits: { "experiment/x": 2 } };
    const ledger = createSlotLedger({}, { "experiment/x": 1 });
    expect(ledger.take(limited)).toBeUndefined();
    expect(ledger.take(limited)).toEqual({
      ...{ on: "experiment/x", message: "experiment/x: 2 of at most 2 are running", keeps: {} },
    });
    ledger.forgetWaits();
    ledger.release(limited);
    expect(ledger.take(limited)).toBeUndefined();
  });

  it("lets nobody overtake who wants the same", () => {
    const ledger = createSlotLedger({ cpus: 4 }, { cpus: 2 });
    expect(ledger.take(cpus(3))?.message).toBe("cpus: wants 3, 2 of 4 free");
    expect(ledger.take(cpus(1))?.message).toBe("cpus: another run waits for it first");
    expect(ledger.take({ slots: { licence: 1 } })).toBeUndefined();
    ledger.forgetWaits();
    ledger.release(cpus(2));
    expect(ledger.take(cpus(3))).toBeUndefined();
    ledger.reserve("cpus");
    expect(ledger.take(cpus(1))?.message).toBe("cpus: another run waits for it first");
  });

  it("has a run keep its turn for what it could have, while it waits for the rest", () => {
    const ledger = createSlotLedger({ cpus: 4, gpus: 1, licence: 3 }, { cpus: 3, gpus: 1 });
    expect(ledger.take({ slots: { cpus: 2, licence: 2 }, limits: { "experiment/x": 1 } })).toEqual({
      ...{ on: "cpus", message: "cpus: wants 2, 1 of 4 free", keeps: { licence: 2, "experiment/x": 1 } },
    });
    expect(ledger.take({ slots: { licence: 2 } })?.message).toBe("licence: another run waits for it first");
    expect(ledger.take({ limits: { "experiment/x": 1 } })?.on).toBe("experiment/x");
    ledger.forgetWaits();
    // What comes later in the order is not kept.
    expect(ledger.take({ slots: { cpus: 1, gpus: 1 } })).toMatchObject({ on: "gpus", keeps: {} });
    expect(ledger.take({ slots: { cpus: 1 } })).toBeUndefined();
    ledger.keep("licence", 2);
    expect(ledger.take({ slots: { licence: 2 } })?.on).toBe("licence");
  });

  it("keeps nobody waiting for one that can never start", () => {
    const ledger = createSlotLedger({ cpus: 4, licence: 1 }, { licence: 1 });
    expect(ledger.take({ slots: { licence: 1, cpus: 5 } })).toEqual({
      ...{ on: "cpus", message: "cpus: wants 5, and there are 4 at all", keeps: {}, never: true },
    });
    expect(ledger.take(cpus(4))).toBeUndefined();
    expect(createSlotLedger({}).take({ limits: { "backfill/b": 0 } })?.never).toBe(true);
  });

  it("never gives more than there is, and gives all of it again", () => {
    const requests = fc.record({
      slots: fc.dictionary(fc.constantFrom("cpus", "licence"), fc.integer({ min: 1, max: 3 })),
      limits: fc.dictionary(fc.constantFrom("experiment/x"), fc.constant(2)),
    });
    fc.assert(
      fc.property(fc.array(requests, { maxLength: 30 }), (queue) => {
        const capacity = { cpus: 5, licence: 2 };
        const ledger = createSlotLedger(capacity);
        const taken = queue.filter((request) => ledger.take(request) === undefined);
        const sum = (name: "cpus" | "licence") =>
          taken.reduce((total, { slots }) => total + (slots[name] ?? 0), 0);
        expect(sum("cpus")).toBeLessThanOrEqual(5);
        expect(sum("licence")).toBeLessThanOrEqual(2);
        expect(taken.filter(({ limits }) => "experiment/x" in limits).length).toBeLessThanOrEqual(2);
        for (const request of taken) ledger.release(request);
        for (const name of ["cpus", "licence"] as const) {
          const all = { slots: { [name]: capacity[name] } };
          ledger.forgetWaits();
          expect(ledger.take(all)).toBeUndefined();
        }
      }),
    );
  });
});
