import type { Run, RunStatus, ScheduleSpec } from "@mlx/core";
import { createVirtualClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import { cancelRun, createRunByPolicy, executeRun } from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import { scheduleSpec } from "./daemon/daemon-world.ts";
import { desiredState, fit } from "./world.ts";

const second = 1000;
const forever = new AbortController().signal;

/** Of two runs the second was made by the policy while the first runs for 20 s; no daemon lives. */
async function twoRuns(concurrency: ScheduleSpec["concurrency"]) {
  const schedule = scheduleSpec({ cron: ["0 0 1 1 *"], concurrency });
  const world = await createAppliedWorld([{ lasts: 20 * second }, {}], desiredState({ schedule }), {
    clock: createVirtualClock(),
  });
  const make = () => createRunByPolicy({ target: fit, parameters: {} }, world.deps);
  const one = await make();
  const endings = [executeRun(one.id, world.another(1), forever)];
  await world.advance(5 * second);
  const other = await make();
  endings.push(executeRun(other.id, world.another(2), forever));
  await world.advance(2 * second);
  const statusOf = async ({ id }: Run): Promise<RunStatus | undefined> =>
    (await world.store.runs.get(id))?.status;
  return { world, one, other, endings, statusOf };
}

test("one that waits for another is worked on once that has ended", async () => {
  const { world, one, other, endings, statusOf } = await twoRuns("queue");
  expect(await statusOf(other)).toMatchObject({ state: "PENDING", reason: "WAITING_OVERLAP" });
  await world.advance(20 * second);
  expect((await Promise.all(endings)).map(({ run }) => run.status.state)).toEqual(["DONE", "DONE"]);
  expect(world.executor.submissions.map(({ runId }) => runId)).toEqual([one.id, other.id]);
  const told = world.events.flatMap((event) =>
    event.type === "run-status" && event.run.id === other.id ? [event.status] : [],
  );
  expect(told.slice(0, 2)).toMatchObject([{ reason: "WAITING_OVERLAP" }, { phase: "PREPARING" }]);
  expect(world.executor.mostAtOnce()).toBe(1);
});

test("one that takes the place of another begins once that has been stopped", async () => {
  const { world, endings } = await twoRuns("replace");
  await world.advance(20 * second);
  const [first, next] = await Promise.all(endings);
  expect(first?.run.status).toMatchObject({ state: "ABORTED", reason: "REPLACED" });
  expect(next?.run.status.state).toBe("DONE");
  expect(world.executor.mostAtOnce()).toBe(1);
});

test("one that waits is cancelled at once", async () => {
  const { world, other, endings } = await twoRuns("queue");
  await cancelRun({ run: other.id, force: false }, world.deps);
  await world.advance(second);
  expect((await endings[1])?.run.status).toMatchObject({ state: "ABORTED", reason: "CANCELLED" });
  await world.advance(20 * second);
  expect((await endings[0])?.run.status.state).toBe("DONE");
});
