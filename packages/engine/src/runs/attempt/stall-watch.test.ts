import { createVirtualClock } from "@mlx/core/testing";
import { describe, expect, test } from "vitest";
import { createStallWatch } from "./stall-watch.ts";

describe("a program", () => {
  test("is stalled once for each silence", async () => {
    const clock = createVirtualClock();
    const watch = createStallWatch(clock, { stallSeconds: 60, since: clock.now() });
    await clock.advance(59_000);
    expect(watch.isStalled()).toBe(false);
    await clock.advance(1_000);
    expect([watch.isStalled(), watch.isStalled()]).toEqual([true, false]);
    watch.heard(clock.now());
    await clock.advance(60_000);
    expect(watch.isStalled()).toBe(true);
  });

  test("that was silent before it was observed is stalled since then", async () => {
    const clock = createVirtualClock();
    const since = clock.now();
    await clock.advance(50_000);
    const watch = createStallWatch(clock, { stallSeconds: 60, since });
    watch.heard(since + 5_000);
    await clock.advance(14_000);
    expect(watch.isStalled()).toBe(false);
    await clock.advance(1_000);
    expect(watch.isStalled()).toBe(true);
  });

  test("is not stalled because the wall clock jumps", () => {
    const clock = createVirtualClock();
    const watch = createStallWatch(clock, { stallSeconds: 60, since: clock.now() });
    clock.jump(3_600_000);
    expect(watch.isStalled()).toBe(false);
  });

  test.each([
    ["that nobody can hear", 60, true],
    ["that may be silent for ever", undefined, false],
  ])("%s is never stalled", async (_, stallSeconds, lose) => {
    const clock = createVirtualClock();
    const watch = createStallWatch(clock, { stallSeconds, since: clock.now() });
    if (lose) watch.lose();
    await clock.advance(3_600_000);
    expect(watch.isStalled()).toBe(false);
  });
});
