import type { Run, RunStore, Slots } from "@mlx/core";
import { expect, it } from "vitest";
import { shareCapacity } from "./share-capacity.ts";

/** A queue of runs that want one processor each; what of a store the division asks for. */
function createQueue(name: string, waiting: number) {
  const queue = { waiting, running: 0, name };
  const asked: Slots[] = [];
  const runs = {
    slotUsage: async () => [{ name: "cpus", used: queue.running, waiting: queue.waiting }],
    claimNext: async ({ capacity, heldElsewhere = {}, limit }: Parameters<RunStore["claimNext"]>[0]) => {
      asked.push(heldElsewhere);
      const free = (capacity.cpus ?? 0) - (heldElsewhere.cpus ?? 0) - queue.running;
      const count = Math.max(0, Math.min(queue.waiting, free, limit));
      queue.waiting -= count;
      queue.running += count;
      return Array.from({ length: count }, (_, index) => ({ id: `${name}-${index}` }) as Run);
    },
  };
  return { queue, asked, runs: runs as unknown as RunStore };
}

const capacity = { cpus: 4, runs: 10 };
const wanted = {
  worker: { id: "w", host: "h", bootId: "b", pid: 1, folder: "/" },
  at: "2026-01-01T00:00:00.000Z",
  ttlSeconds: 30,
  capacity,
  limit: 20,
};

it("one namespace alone is given all, as if nobody shared", async () => {
  const own = createQueue("own", 6);
  const runs = shareCapacity(capacity).join("own", own.runs);
  expect((await runs.claimNext(wanted)).length).toBe(4);
  expect(own.asked).toEqual([{}]);
});

it("two that ask at once are never given more than there is", async () => {
  const shared = shareCapacity(capacity);
  const [a, b] = [createQueue("a", 3), createQueue("b", 3)];
  const [ofA, ofB] = [shared.join("a", a.runs), shared.join("b", b.runs)];
  await Promise.all([ofA.claimNext(wanted), ofB.claimNext(wanted), ofA.claimNext(wanted)]);
  expect([a.queue.running, b.queue.running]).toEqual([3, 1]);
});

it("runs that were under way before it looked are counted", async () => {
  const shared = shareCapacity(capacity);
  const [a, b] = [createQueue("a", 4), createQueue("b", 0)];
  b.queue.running = 3;
  const ofA = shared.join("a", a.runs);
  shared.join("b", b.runs);
  expect((await ofA.claimNext(wanted)).length).toBe(1);
});

it("what comes free goes in turns, however long the queue of one of them is", async () => {
  const shared = shareCapacity({ cpus: 1 });
  const one = { ...wanted, capacity: { cpus: 1 } };
  const [a, b] = [createQueue("a", 100), createQueue("b", 3)];
  const [ofA, ofB] = [shared.join("a", a.runs), shared.join("b", b.runs)];
  const order: string[] = [];
  const note = (runs: readonly Run[]) => order.push(...runs.map(({ id }) => id.slice(0, 1)));
  for (let second = 0; second < 16; second += 1) {
    // The first always looks again at once where its own run has ended, as a dispatcher does.
    note(await ofA.claimNext(one));
    note(await ofB.claimNext(one));
    for (const { queue } of [a, b]) queue.running = 0;
  }
  expect(order.slice(0, 7).join("")).toBe("abababa");
  expect(order.slice(7)).toEqual(order.slice(7).map(() => "a"));
});

it("who has gone is not waited for", async () => {
  const shared = shareCapacity({ cpus: 1 });
  const one = { ...wanted, capacity: { cpus: 1 } };
  const [a, b] = [createQueue("a", 100), createQueue("b", 3)];
  const [ofA, ofB] = [shared.join("a", a.runs), shared.join("b", b.runs)];
  await ofA.claimNext(one);
  await ofB.claimNext(one);
  a.queue.running = 0;
  expect(await ofA.claimNext(one)).toEqual([]);
  shared.leave("b");
  expect((await ofA.claimNext(one)).length).toBe(1);
});
