import { expect, test } from "vitest";
import { createBodyRoom } from "./body-room.ts";

test("bodies have room until there is no more, and what was given back is room again", () => {
  const room = createBodyRoom(100);
  expect([room.take(60, 0), room.take(60, 0), room.take(40, 0), room.take(1, 40)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  room.giveBack(60);
  expect(room.take(60, 0)).toBe(true);
});

test("one that is alone has room, also where it grows past all that there is", () => {
  const room = createBodyRoom(100);
  expect([room.take(90, 0), room.take(90, 90), room.take(1, 0)]).toEqual([true, true, false]);
  room.giveBack(180);
  expect(room.take(500, 0)).toBe(true);
});
