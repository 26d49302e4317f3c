import type { NewDelivery } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, newRun, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function deliveriesConformance(open: OpenFresh): void {
  describe("deliveries", () => {
    const fresh = freshStore(open);
    const start = { runEvent: 0, tick: 0, aliasMove: 0, evaluation: 0 };
    const newDelivery = (number: number, more: Partial<NewDelivery> = {}): NewDelivery => ({
      ...{ id: uuid(number), key: `key ${number}`, event: "run.failed", target: "webhook/ops" },
      ...{ subject: "run/1", payload: { type: "run.failed", data: { ö: 1 } }, createdAt: at(number) },
      ...more,
    });
    const waiting = (number: number, more: object = {}) => {
      const { key: _, ...delivery } = newDelivery(number);
      return { ...delivery, state: "WAITING", nextAttemptAt: at(number), attempts: [], ...more };
    };
    const enqueued = async (...numbers: readonly number[]) => {
      const { store } = fresh;
      const cursor = await store.deliveries.cursor();
      const deliveries = numbers.map((number) => newDelivery(number));
      expect(await store.deliveries.enqueue(cursor, cursor, deliveries)).toBe(true);
      return store.deliveries;
    };
    const attempt = (seconds: number, problem?: string) => ({
      ...{ at: at(seconds), milliseconds: 12, answer: "500" },
      ...(problem === undefined ? {} : { problem }),
    });

    it("come with the move of the cursor, or not at all", async () => {
      const { deliveries } = fresh.store;
      expect(await deliveries.cursor()).toEqual(start);
      const moved = { runEvent: 7, tick: 3, aliasMove: 2, evaluation: 1 };
      expect(await deliveries.enqueue(start, moved, [newDelivery(1)])).toBe(true);
      expect(await deliveries.cursor()).toEqual(moved);
      expect(await deliveries.enqueue(start, { ...start, runEvent: 9, tick: 9 }, [newDelivery(2)])).toBe(
        false,
      );
      expect(await deliveries.cursor()).toEqual(moved);
      expect(await deliveries.list({}, { limit: 9 })).toEqual([waiting(1)]);
      expect(await deliveries.get(uuid(1))).toEqual(waiting(1));
      expect(await deliveries.get(uuid(2))).toBeUndefined();
      const sameId = newDelivery(1, { key: "another key" });
      await expect(deliveries.enqueue(moved, { ...moved, runEvent: 8 }, [sameId])).rejects.toThrow();
      expect(await deliveries.cursor()).toEqual(moved);
    });

    it("tell nothing of what was before anybody asked for them", async () => {
      const { store } = fresh;
      await store.runs.create(newRun(1), at(0));
      const [created] = await store.runs.events(uuid(1));
      const end = { ...start, runEvent: created?.seq };
      expect(await store.deliveries.cursor()).toEqual(end);
      await store.runs.create(newRun(2), at(1));
      expect(await store.deliveries.cursor()).toEqual(end);
    });

    it("are one for each key", async () => {
      const { deliveries } = fresh.store;
      const twice = [newDelivery(1), newDelivery(2, { key: "key 1" })];
      await deliveries.enqueue(start, start, twice);
      await deliveries.enqueue(start, start, [newDelivery(3, { key: "key 1" }), newDelivery(4)]);
      expect((await deliveries.list({}, { limit: 9 })).map(({ id }) => id)).toEqual([uuid(4), uuid(1)]);
    });

    it("are claimed in their turn, and hidden from others meanwhile", async () => {
      const deliveries = await enqueued(2, 1, 3);
      const claim = async (seconds: number, limit = 9, hidden = seconds + 60) =>
        (await deliveries.claim(at(seconds), limit, at(hidden))).map(({ id }) => id);
      expect(await claim(0)).toEqual([]);
      expect(await deliveries.claim(at(2), 1, at(62))).toEqual([waiting(1, { nextAttemptAt: at(62) })]);
      expect(await claim(9, 9, 70)).toEqual([uuid(2), uuid(3)]);
      expect(await claim(61)).toEqual([]);
      expect(await claim(62)).toEqual([uuid(1)]);
      expect(await claim(70)).toEqual([uuid(2), uuid(3)]);
    });

    it("are due again when they are given back, unless they were changed meanwhile", async () => {
      const deliveries = await enqueued(1, 2, 3, 4);
      const claimed = await deliveries.claim(at(9), 9, at(129));
      await deliveries.settle(uuid(2), attempt(9), { state: "DELIVERED" });
      await deliveries.settle(uuid(3), attempt(9, "HTTP 500"), { state: "WAITING", at: at(40) });
      await deliveries.resend(uuid(4), at(10));
      await deliveries.giveBack(claimed.map((delivery) => ({ delivery, at: at(20) })));
      const next = async (number: number) => (await deliveries.get(uuid(number)))?.nextAttemptAt;
      expect(await Promise.all([1, 2, 3, 4].map(next))).toEqual([at(20), undefined, at(40), at(10)]);
      await deliveries.giveBack([]);
      expect((await deliveries.claim(at(20), 9, at(140))).map(({ id }) => id)).toEqual([uuid(4), uuid(1)]);
    });

    it("keep every attempt, until one ends them", async () => {
      const deliveries = await enqueued(1);
      const [first, second] = [attempt(5, "HTTP 500"), attempt(20)];
      await deliveries.settle(uuid(1), first, { state: "WAITING", at: at(15) });
      expect(await deliveries.get(uuid(1))).toEqual(waiting(1, { nextAttemptAt: at(15), attempts: [first] }));
      expect(await deliveries.claim(at(14), 9, at(99))).toEqual([]);
      await deliveries.settle(uuid(1), second, { state: "DELIVERED" });
      const { nextAttemptAt: _, ...ended } = waiting(1, { state: "DELIVERED", attempts: [first, second] });
      expect(await deliveries.get(uuid(1))).toEqual(ended);
      expect(await deliveries.claim(at(999), 9, at(9999))).toEqual([]);
      await expect(deliveries.settle(uuid(9), second, { state: "FAILED" })).rejects.toMatchObject({
        code: "MLX5024",
      });
    });

    it("are sent again when a person wants it", async () => {
      const deliveries = await enqueued(1, 2);
      await deliveries.settle(uuid(1), attempt(5, "gone"), { state: "FAILED" });
      const again = waiting(1, { nextAttemptAt: at(30), attempts: [attempt(5, "gone")] });
      expect(await deliveries.resend(uuid(1), at(30))).toEqual(again);
      expect(await deliveries.get(uuid(1))).toEqual(again);
      expect(await deliveries.resend(uuid(2), at(30))).toEqual(waiting(2));
      const failed = attempt(31, "HTTP 500");
      await deliveries.settle(uuid(2), failed, { state: "WAITING", at: at(999) });
      const atOnce = waiting(2, { nextAttemptAt: at(35), attempts: [failed] });
      expect(await deliveries.resend(uuid(2), at(35))).toEqual(atOnce);
      expect((await deliveries.claim(at(35), 9, at(99))).map(({ id }) => id)).toEqual([uuid(1), uuid(2)]);
      await expect(deliveries.resend(uuid(9), at(30))).rejects.toMatchObject({ code: "MLX5024" });
    });

    it("are listed newest first, by state and target, and removed some time after their end", async () => {
      const { store } = fresh;
      const { deliveries } = store;
      const targets = ["webhook/ops", "email/ann@example.org", "webhook/ops"];
      const all = targets.map((target, index) => newDelivery(index + 1, { target }));
      await deliveries.enqueue(start, start, all);
      await deliveries.settle(uuid(1), attempt(10), { state: "DELIVERED" });
      await deliveries.settle(uuid(2), attempt(20), { state: "FAILED" });
      const ids = async (filter: Parameters<typeof deliveries.list>[0], limit = 9) =>
        (await deliveries.list(filter, { limit })).map(({ id }) => id);
      expect(await ids({}, 2)).toEqual([uuid(3), uuid(2)]);
      expect(await ids({ target: "webhook/ops" })).toEqual([uuid(3), uuid(1)]);
      expect(await ids({ states: ["WAITING", "FAILED"] })).toEqual([uuid(3), uuid(2)]);
      expect(await ids({ states: ["WAITING"], target: "email/ann@example.org" })).toEqual([]);
      expect(await deliveries.remove(at(20))).toBe(1);
      expect(await deliveries.remove(at(999))).toBe(1);
      expect(await ids({})).toEqual([uuid(3)]);
    });
  });
}
