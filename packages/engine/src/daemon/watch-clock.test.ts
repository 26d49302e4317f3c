import type { EngineEvent } from "@mlx/core";
import { createVirtualClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import { createClockWatch } from "./watch-clock.ts";

function watched() {
  const clock = createVirtualClock();
  const events: EngineEvent[] = [];
  const look = createClockWatch({ clock, emit: (event) => events.push(event) });
  return { clock, look, events };
}

test("time that passes is no jump, however long", async () => {
  const { clock, look, events } = watched();
  await clock.advance(3 * 86_400_000);
  look();
  clock.jump(300_000);
  look();
  expect(events).toEqual([]);
});

test.each([3 * 86_400_000, -301_000])("a jump by %i ms is told once", async (milliseconds) => {
  const { clock, look, events } = watched();
  await clock.advance(1000);
  clock.jump(milliseconds);
  look();
  look();
  expect(events).toEqual([{ type: "clock-jump", at: clock.now(), milliseconds }]);
});
