import { type Delivery, type Messenger, type SendResult, type Store, timestamp } from "@mlx/core";
import { createVirtualClock } from "@mlx/core/testing";
import { createMemoryStore } from "@mlx/store/testing";
import { expect, test } from "vitest";
import { sendDue } from "./send-due.ts";

const start = { runEvent: 0, tick: 0, aliasMove: 0, evaluation: 0 };

const hour = 3_600_000;
const taken: SendResult = { result: "taken", answer: "HTTP 200 OK" };
const later: SendResult = { result: "later", problem: "it answered 500", answer: "HTTP 500" };

/** An outbox with so many deliveries to each target, and a messenger that says what `answer` does. */
async function outbox(
  counts: { readonly [target: string]: number },
  answer: (delivery: Delivery, now: number) => SendResult | Promise<SendResult>,
) {
  const clock = createVirtualClock();
  const store = await createMemoryStore();
  const createdAt = timestamp(clock.now());
  const deliveries = Object.entries(counts).flatMap(([target, count]) =>
    Array.from({ length: count }, (_, index) => ({
      id: `${target}-${index}`,
      key: `${target}-${index}`,
      event: "run.failed" as const,
      target,
      subject: "run/x",
      payload: {},
      createdAt,
    })),
  );
  await store.deliveries.enqueue({ ...start, tick: 0 }, { ...start, tick: 1 }, deliveries);
  const sent: string[] = [];
  const messenger: Messenger = {
    send: async (delivery) => {
      sent.push(delivery.id);
      return answer(delivery, clock.now());
    },
  };
  const events: string[] = [];
  const deps = {
    ...{ store, clock, messenger, random: () => 0.5 },
    emit: (event: { readonly type: string }) => {
      events.push(event.type);
    },
  };
  return { clock, store, sent, events, deps };
}

const never = new AbortController().signal;
const statesOf = async (store: Store) =>
  (await store.deliveries.list({}, { limit: 100 })).map(({ state }) => state);

test("what is taken is delivered, in order, and told of", async () => {
  const { store, deps, sent, events } = await outbox({ "webhook/a": 40 }, () => taken);
  await sendDue(deps, never);
  expect(sent).toEqual(Array.from({ length: 40 }, (_, index) => `webhook/a-${index}`));
  expect(new Set(await statesOf(store))).toEqual(new Set(["DELIVERED"]));
  expect(events).toEqual(Array(40).fill("delivery"));
  expect(await store.deliveries.get("webhook/a-0")).toMatchObject({
    attempts: [{ answer: "HTTP 200 OK", milliseconds: 0 }],
  });
  await sendDue(deps, never);
  expect(sent.length).toBe(40);
});

test("what is refused is given up at once", async () => {
  const { store, deps, sent } = await outbox({ "webhook/a": 1 }, () => ({
    result: "refused",
    problem: "it answered 410",
  }));
  await sendDue(deps, never);
  expect(await store.deliveries.get("webhook/a-0")).toMatchObject({
    state: "FAILED",
    attempts: [{ problem: "it answered 410" }],
  });
  await sendDue(deps, never);
  expect(sent.length).toBe(1);
});

test("an endpoint that answers 500 for an hour has it after that", async () => {
  const began = Date.UTC(2026, 0, 1);
  const { clock, store, deps, sent } = await outbox({ "webhook/a": 1 }, (_, now) =>
    now - began < hour ? later : taken,
  );
  while ((await statesOf(store)).includes("WAITING") && clock.now() - began < 24 * hour) {
    await sendDue(deps, never);
    await clock.advance(5000);
  }
  expect(await statesOf(store)).toEqual(["DELIVERED"]);
  expect(sent.length).toBe(10);
  expect(clock.now() - began).toBeLessThan(2 * hour);
});

test("one that answers 500 for ever is given up after a day", async () => {
  const { clock, store, deps, sent } = await outbox({ "webhook/a": 1 }, () => later);
  const began = clock.now();
  while ((await statesOf(store)).includes("WAITING") && clock.now() - began < 48 * hour) {
    await sendDue(deps, never);
    await clock.advance(60_000);
  }
  expect(await statesOf(store)).toEqual(["FAILED"]);
  expect((clock.now() - began) / hour).toBeGreaterThan(24);
  expect((clock.now() - began) / hour).toBeLessThan(26);
  expect(sent.length).toBeGreaterThan(24);
});

test("a target that did not take one gets no more in this pass; the others go on", async () => {
  const { clock, store, deps, sent } = await outbox({ "webhook/down": 5, "webhook/up": 5 }, ({ target }) =>
    target === "webhook/down" ? later : taken,
  );
  await sendDue(deps, never);
  expect(sent.filter((id) => id.startsWith("webhook/down"))).toEqual(["webhook/down-0"]);
  expect(sent.filter((id) => id.startsWith("webhook/up")).length).toBe(5);
  const waiting = await store.deliveries.list({ target: "webhook/down" }, { limit: 9 });
  const again = timestamp(clock.now() + 10_000);
  expect(waiting.map(({ nextAttemptAt }) => nextAttemptAt)).toEqual(Array(5).fill(again));
  expect(waiting.map(({ attempts }) => attempts.length)).toEqual([0, 0, 0, 0, 1]);
});

test("when the target is back, all that was due for it arrives with the one that failed", async () => {
  const began = Date.UTC(2026, 0, 1);
  const { clock, store, deps } = await outbox({ "webhook/a": 40 }, (_, now) =>
    now - began < 5000 ? later : taken,
  );
  await sendDue(deps, never);
  await clock.advance(10_000);
  await sendDue(deps, never);
  expect(await statesOf(store)).toEqual(Array(40).fill("DELIVERED"));
});

test("where the one that failed waits for an hour, what else was due does not", async () => {
  const { clock, store, deps, sent } = await outbox({ "webhook/a": 1 }, () => later);
  const began = clock.now();
  while (clock.now() - began < 5 * hour) {
    await sendDue(deps, never);
    await clock.advance(60_000);
  }
  const now = timestamp(clock.now());
  await store.deliveries.resend("webhook/a-0", now);
  const another = {
    ...{ id: "b", key: "b", event: "run.failed" as const, target: "webhook/a" },
    ...{ subject: "run/x", payload: {}, createdAt: now },
  };
  await store.deliveries.enqueue({ ...start, tick: 1 }, { ...start, tick: 2 }, [another]);
  sent.length = 0;
  await sendDue(deps, never);
  expect(sent).toEqual(["webhook/a-0"]);
  const next = async (id: string) => (await store.deliveries.get(id))?.nextAttemptAt;
  expect(await next("webhook/a-0")).toBe(timestamp(clock.now() + hour));
  expect(await next("b")).toBe(timestamp(clock.now() + 10_000));
});

test("a receiver that says when it wants to be asked again is not asked before, with any", async () => {
  const { clock, deps, sent } = await outbox({ "webhook/a": 3 }, () => ({ ...later, afterSeconds: 60 }));
  await sendDue(deps, never);
  await clock.advance(59_000);
  await sendDue(deps, never);
  expect(sent).toEqual(["webhook/a-0"]);
  await clock.advance(1000);
  await sendDue(deps, never);
  expect(sent.length).toBe(2);
});

test("many for a target that is down keep none for another from this pass", async () => {
  const { deps, sent } = await outbox({ "webhook/down": 100, "webhook/up": 1 }, ({ target }) =>
    target === "webhook/down" ? later : taken,
  );
  await sendDue(deps, never);
  expect(sent).toEqual(["webhook/down-0", "webhook/up-0"]);
});

test("eight at once, and one at a time to each target", async () => {
  const counts = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`webhook/${index}`, 3]));
  const now = new Map<string, number>();
  let [atOnce, most, mostToOne] = [0, 0, 0];
  const world = await outbox(counts, async ({ target }) => {
    atOnce += 1;
    now.set(target, (now.get(target) ?? 0) + 1);
    most = Math.max(most, atOnce);
    mostToOne = Math.max(mostToOne, now.get(target) ?? 0);
    await world.clock.sleep(100);
    atOnce -= 1;
    now.set(target, (now.get(target) ?? 0) - 1);
    return taken;
  });
  const sending = sendDue(world.deps, never);
  for (let step = 0; step < 200; step += 1) await world.clock.advance(50);
  await sending;
  expect([most, mostToOne]).toEqual([8, 1]);
  expect(new Set(await statesOf(world.store))).toEqual(new Set(["DELIVERED"]));
});

test("one that hangs keeps no other waiting", async () => {
  const hung = Promise.withResolvers<SendResult>();
  const world = await outbox({ "webhook/hangs": 3, "webhook/up": 30 }, ({ target }) =>
    target === "webhook/hangs" ? hung.promise : taken,
  );
  const sending = sendDue(world.deps, never);
  for (let step = 0; step < 20; step += 1) await world.clock.advance(100);
  expect(world.sent.filter((id) => id.startsWith("webhook/up")).length).toBe(30);
  hung.resolve(later);
  await sending;
});

test("a stop leaves what was being sent to the next process, as if it had not been tried", async () => {
  const stop = new AbortController();
  const { store, deps, sent } = await outbox({ "webhook/a": 3 }, () => {
    stop.abort();
    return { result: "later", problem: "mlx was stopped" };
  });
  await sendDue(deps, stop.signal);
  expect(sent).toEqual(["webhook/a-0"]);
  expect((await store.deliveries.get("webhook/a-0"))?.attempts).toEqual([]);
  await sendDue({ ...deps, messenger: { send: async () => taken } }, never);
  expect(new Set(await statesOf(store))).toEqual(new Set(["DELIVERED"]));
});
