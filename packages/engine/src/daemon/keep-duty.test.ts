import { type EngineEvent, MlxError } from "@mlx/core";
import { createVirtualClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import { createBell } from "./bell.ts";
import { keepDuty } from "./keep-duty.ts";

const busy = new MlxError({ code: "MLX5003", summary: "the store is busy" });

function start(look: () => Promise<number>, firstAfterMilliseconds = 0, clock = createVirtualClock()) {
  const events: EngineEvent[] = [];
  const beats: number[] = [];
  const ending = new AbortController();
  const bell = createBell(clock);
  const begun = clock.now();
  const ended = keepDuty(
    { name: "sweeper", bell, look, firstAfterMilliseconds },
    { clock, emit: (event) => events.push(event), beat: () => beats.push(clock.now() - begun) },
    ending.signal,
  );
  return { clock, events, beats, bell, end: () => ending.abort(), ended };
}

test("a duty is done as often as it says, and when its bell rings", async () => {
  let done = 0;
  const duty = start(async () => {
    done += 1;
    return 1000;
  });
  await duty.clock.advance(2500);
  expect(done).toBe(3);
  duty.bell.ring();
  await duty.clock.advance(0);
  expect(done).toBe(4);
  duty.end();
  await duty.ended;
  expect(duty.clock.pending()).toBe(0);
});

test("a duty that fails is told of once, tried with longer and longer pauses, and told of again when it works", async () => {
  let failing = true;
  const duty = start(async () => {
    if (failing) throw busy;
    return 60_000;
  });
  await duty.clock.advance(3600);
  expect(duty.beats).toEqual([0, 0, 500, 1500, 3500]);
  failing = false;
  await duty.clock.advance(60_000);
  expect(duty.events).toEqual([
    { type: "duty-failed", at: expect.any(Number), duty: "sweeper", message: "the store is busy" },
    { type: "duty-restored", at: expect.any(Number), duty: "sweeper" },
  ]);
  failing = true;
  await duty.clock.advance(60_000);
  expect(duty.events.map(({ type }) => type)).toEqual(["duty-failed", "duty-restored", "duty-failed"]);
  duty.end();
  await duty.ended;
});

test("a duty that fails for long is tried every ten seconds", async () => {
  const duty = start(async () => {
    throw new TypeError("a bug");
  });
  await duty.clock.advance(600_000);
  const last = duty.beats.slice(-3);
  expect(last.map((beat) => beat - (last[0] ?? 0))).toEqual([0, 10_000, 20_000]);
  expect(duty.events).toMatchObject([{ type: "duty-failed", message: "TypeError: a bug" }]);
  duty.end();
  await duty.ended;
});

test("a duty that fails because it is over is not told of", async () => {
  const clock = createVirtualClock();
  const duty = start(
    async () => {
      await clock.sleep(1000);
      throw busy;
    },
    0,
    clock,
  );
  await clock.advance(500);
  duty.end();
  await duty.clock.advance(1000);
  await duty.ended;
  expect(duty.events).toEqual([]);
});

test("a duty may wait before it is done for the first time", async () => {
  let done = 0;
  const duty = start(async () => {
    done += 1;
    return 1000;
  }, 600_000);
  await duty.clock.advance(599_999);
  expect(done).toBe(0);
  await duty.clock.advance(1);
  expect(done).toBe(1);
  duty.end();
  await duty.ended;
});
