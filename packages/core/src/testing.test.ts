import { describe, expect, it } from "vitest";
import { createVirtualClock } from "./testing.ts";

const START = Date.UTC(2026, 0, 1);

describe("createVirtualClock", () => {
  it("wakes in the order of the times, and lets each finish before the next", async () => {
    const clock = createVirtualClock(START);
    const log: string[] = [];
    const sleeper = async (name: string, milliseconds: number) => {
      await clock.sleep(milliseconds);
      log.push(`${name} ${clock.now() - START}`);
      await Promise.resolve();
      log.push(`${name} again`);
    };
    void sleeper("late", 30);
    void sleeper("early", 10);
    void sleeper("second", 10);
    expect([clock.pending(), clock.untilNext()]).toEqual([3, 10]);
    await clock.advance(20);
    expect(log).toEqual(["early 10", "early again", "second 10", "second again"]);
    expect(clock.now() - START).toBe(20);
    await clock.advance(20);
    expect(log.slice(4)).toEqual(["late 30", "late again"]);
    expect([clock.pending(), clock.untilNext()]).toEqual([0, undefined]);
  });

  it("wakes one who lies down again within the same advance", async () => {
    const clock = createVirtualClock(START);
    const times: number[] = [];
    void (async () => {
      for (;;) {
        await clock.sleep(10);
        times.push(clock.monotonic());
      }
    })();
    await clock.advance(35);
    expect(times).toEqual([10, 20, 30]);
  });

  it("rejects with the reason of the signal, and sleeps no longer", async () => {
    const clock = createVirtualClock(START);
    const controller = new AbortController();
    const sleeping = clock.sleep(10, controller.signal);
    controller.abort("enough");
    await expect(sleeping).rejects.toBe("enough");
    await expect(clock.sleep(10, controller.signal)).rejects.toBe("enough");
    expect(clock.pending()).toBe(0);
  });

  it("jumps with the wall clock only", async () => {
    const clock = createVirtualClock(START);
    let woken = false;
    void clock.sleep(1_000).then(() => {
      woken = true;
    });
    clock.jump(3_600_000);
    await clock.advance(0);
    expect(clock.now()).toBe(START + 3_600_000);
    expect(clock.monotonic()).toBe(0);
    expect(woken).toBe(false);
    await clock.advance(1_000);
    expect(clock.now()).toBe(START + 3_601_000);
    expect(woken).toBe(true);
  });

  it("draws who wakes first at one moment: the same for the same seed", async () => {
    const orderOf = async (seed: number): Promise<string> => {
      const clock = createVirtualClock(START, { seed });
      const order: number[] = [];
      for (let index = 0; index < 8; index += 1) void clock.sleep(5).then(() => order.push(index));
      await clock.advance(5);
      return order.join("");
    };
    expect(await orderOf(1)).toBe(await orderOf(1));
    const orders = new Set(await Promise.all([1, 2, 3, 4].map(orderOf)));
    expect(orders.size).toBeGreaterThan(1);
  });
});
