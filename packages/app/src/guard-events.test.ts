import type { EngineEvent } from "@mlx/core";
import { expect, test } from "vitest";
import { guardEvents } from "./guard-events.ts";

const event = (detail: string): EngineEvent => ({
  type: "apply-progress",
  step: "commit",
  done: 0,
  total: 1,
  detail,
});

test("what a reader throws is kept, the first of it, and every event is still offered", () => {
  const offered: EngineEvent[] = [];
  const { emit, failures } = guardEvents((told) => {
    offered.push(told);
    if (offered.length > 1) throw new RangeError(`event ${offered.length}`);
  });
  emit(event("one"));
  expect(failures()).toEqual([]);
  emit(event("two"));
  emit(event("three"));
  expect(failures()).toEqual([new RangeError("event 2")]);
  expect(offered).toEqual([event("one"), event("two"), event("three")]);
});
