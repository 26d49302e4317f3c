import { expect, test } from "vitest";
import { createDutyWatch } from "./duty-watch.ts";

test("a duty that fails is a problem until it is restored", () => {
  const watch = createDutyWatch({ monotonic: () => 0 });
  expect([watch.state(), watch.problems()]).toEqual(["starting", []]);
  watch.event({ type: "daemon-state", at: 0, state: "up", running: 0 });
  watch.event({ type: "duty-failed", at: 0, duty: "scheduler", message: "the store is busy" });
  expect([watch.state(), watch.problems()]).toEqual(["up", ["scheduler: the store is busy"]]);
  watch.event({ type: "duty-restored", at: 0, duty: "scheduler" });
  expect(watch.problems()).toEqual([]);
});

test("a duty that hangs is a problem after a while, each after its own", () => {
  let now = 0;
  const watch = createDutyWatch({ monotonic: () => now });
  watch.event({ type: "daemon-state", at: 0, state: "up", running: 0 });
  watch.beat("scheduler");
  watch.beat("collector");
  now = 60_000;
  expect(watch.problems()).toEqual([]);
  now = 90_000;
  expect(watch.problems()).toEqual(["scheduler: not done for 90 s"]);
  watch.beat("scheduler");
  expect(watch.problems()).toEqual([]);
  watch.event({ type: "daemon-state", at: 0, state: "draining", running: 1 });
  now = 1_000_000;
  expect(watch.problems()).toEqual([]);
});
