import type { EngineEvent } from "@mlx/core";
import { expect, test } from "vitest";
import { createRun, executeRun, watchRun } from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import { fit } from "./world.ts";

const forever = new AbortController().signal;

function brief(event: EngineEvent): string {
  switch (event.type) {
    case "run-status":
      return event.status.state;
    case "run-metric":
      return `${event.point.name}=${event.point.value} step ${event.point.step ?? "none"}`;
    case "run-log":
      return event.line.text;
    default:
      return event.type;
  }
}

test("a run that has ended is told in order: its log, its metrics, how it ended", async () => {
  const world = await createAppliedWorld([
    {
      logs: ["hello"],
      metrics: [
        { name: "loss", value: 2, step: 0, at: 1 },
        { name: "loss", value: 1, step: 1, at: 2 },
      ],
      outputs: { finalMetrics: { RMSE: 5 } },
    },
  ]);
  const { id } = await createRun({ target: fit, parameters: {} }, world.deps);
  await executeRun(id, world.deps, forever);
  const events: EngineEvent[] = [];
  const record = await watchRun(
    id,
    { ...world.another(2), emit: (event) => void events.push(event) },
    forever,
  );
  expect(record.run.status.state).toBe("DONE");
  expect(events.map(brief)).toEqual(["hello", "loss=1 step 2", "RMSE=5 step none", "DONE"]);
});

test("a run under way is told as it goes, each news once", async () => {
  const world = await createAppliedWorld([{ lasts: 3000, logs: ["hello"] }]);
  const { id } = await createRun({ target: fit, parameters: {} }, world.deps);
  const events: EngineEvent[] = [];
  const watching = watchRun(id, { ...world.another(2), emit: (event) => void events.push(event) }, forever);
  await executeRun(id, world.deps, forever);
  await watching;
  const told = events.map(brief);
  expect([told[0], told.at(-1)]).toEqual(["PENDING", "DONE"]);
  expect(told.filter((line) => line === "hello")).toEqual(["hello"]);
});
