import type { Run, RunEvent, RunSpec } from "@mlx/core";
import { expect, test } from "vitest";
import { executionLines } from "./execution-lines.ts";

const at = "2026-01-01T00:00:00.000Z";

function textOf(spec: Partial<RunSpec>, events: readonly Partial<RunEvent>[] = []): readonly string[] {
  const run = { id: "r", task: "train", instance: "instance/x", actor: "ann", createdAt: at, spec };
  // Only what is told of.
  const lines = executionLines(
    run as unknown as Run,
    events.map((event) => ({ at, ...event }) as RunEvent),
  );
  return lines.map(({ text }) => text.slice(at.length + 1));
}

const made = "run r of instance/x (train) was made by ann";

test("a run is told from its creation on", () => {
  expect(
    textOf({ recipeType: "Python", executor: "process" }, [
      { type: "created", actor: "ann" },
      { type: "claimed", actor: "w@host" },
      { type: "status", from: "PENDING", to: "RUNNING", reason: "PREPARING" },
      { type: "warning", reason: "rows.csv changed while it was read" },
      { type: "step", reason: "as in run 1a2b3c4d", data: { task: "train", outcome: "cached" } },
      { type: "stop-requested", actor: "ben", reason: "CANCELLED" },
      { type: "status", from: "RUNNING", to: "FAILED", reason: "OOM_KILLED", data: { message: "8 MiB" } },
    ]),
  ).toEqual([
    made,
    "taken up by w@host",
    "PENDING -> RUNNING (PREPARING)",
    "warning: rows.csv changed while it was read",
    "train: cached (as in run 1a2b3c4d)",
    "ben asked for its stop (CANCELLED)",
    "RUNNING -> FAILED (OOM_KILLED): 8 MiB",
  ]);
});

test("phases are told by name, and a run is done after all of them", () => {
  const run = { id: "r", task: "train", instance: "instance/x", actor: "ann", createdAt: at, spec: {} };
  const status = (second: number, own: Partial<RunEvent>) =>
    ({
      type: "status",
      from: "RUNNING",
      to: "RUNNING",
      at: `2026-01-01T00:00:0${second}.000Z`,
      ...own,
    }) as RunEvent;
  const events = [
    status(1, { data: { phase: "EXECUTING" } }),
    status(3, { data: { phase: "PUBLISHING" } }),
    status(2, { to: "DONE", reason: "OK" }),
  ];
  const [, ...lines] = executionLines(run as unknown as Run, events).map(({ text }) => text);
  expect(lines).toEqual([
    "2026-01-01T00:00:01.000Z executing",
    "2026-01-01T00:00:03.000Z publishing",
    "2026-01-01T00:00:03.000Z RUNNING -> DONE (OK)",
  ]);
});

test.each<[RunSpec["recipeType"], RunSpec["executor"], RunSpec["specification"], readonly RegExp[]]>([
  ["Python", "process", { type: "ContainerTaskSpec", cpus: 1, memoryInMB: 100 }, []],
  ["Python", "process", { type: "ContainerTaskSpec", gpus: 1 }, [/gpus has no meaning/]],
  ["Python", "docker", { type: "ContainerTaskSpec", gpus: 1 }, []],
  [
    "Python",
    "docker",
    { type: "ContainerTaskSpec", instances: 2, diskSizeInGB: 5 },
    [/instances/, /diskSizeInGB/],
  ],
  ["R", "process", { type: "SparkTaskSpec", executorCores: 2 }, [/SparkTaskSpec has no meaning/]],
  ["PySpark", "process", { type: "SparkTaskSpec", executorCores: 2 }, []],
  ["Spark", "process", { type: "ContainerTaskSpec", cpus: 2 }, [/ContainerTaskSpec has no meaning/]],
  ["PySpark", "process", { type: "SparkTaskSpec", colour: "red" }, [/"colour" is no field/]],
])("%s as %s is warned of what means nothing in %j", (recipeType, executor, specification, warnings) => {
  const spec = specification === undefined ? {} : { specification };
  expect(textOf({ recipeType, executor, ...spec })).toEqual([
    made,
    ...warnings.map((warning) => expect.stringMatching(warning)),
  ]);
});
