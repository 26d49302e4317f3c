import { expect, it } from "vitest";
import { createSparkStages } from "./spark-stages.ts";

const stage = (
  id: number,
  tasks: number,
  attempt = 0,
  name = `map at /long path/job ${id}/train.py:${id}`,
) => {
  return { "Stage ID": id, "Stage Attempt ID": attempt, "Stage Name": name, "Number of Tasks": tasks };
};
const line = (type: string, fields: object) => JSON.stringify({ Event: `SparkListener${type}`, ...fields });
const jobStart = (id: number, ...stages: object[]) =>
  line("JobStart", { "Job ID": id, "Stage Infos": stages });
const jobEnd = (id: number) => line("JobEnd", { "Job ID": id });
const submitted = (...of: Parameters<typeof stage>) => line("StageSubmitted", { "Stage Info": stage(...of) });
const completed = (...of: Parameters<typeof stage>) => line("StageCompleted", { "Stage Info": stage(...of) });
const taskEnd = (id: number, reason = "Success", attempt = 0) =>
  line("TaskEnd", {
    "Stage ID": id,
    "Stage Attempt ID": attempt,
    "Task Type": "ResultTask",
    "Task End Reason": { Reason: reason },
    "Task Metrics": "x".repeat(2000),
  });

function tell(lines: readonly string[]): readonly (string | undefined)[] {
  const stages = createSparkStages();
  return lines.map((text) => {
    stages.add(text);
    return stages.describe();
  });
}

it("counts stages and the tasks of the one that runs", () => {
  expect(
    tell([
      line("ApplicationStart", { "App Name": "x" }),
      jobStart(0, stage(0, 2), stage(1, 1500)),
      submitted(0, 2),
      taskEnd(0),
      taskEnd(0, "ExceptionFailure"),
      taskEnd(0),
      completed(0, 2),
      submitted(1, 1500),
      taskEnd(1),
      completed(1, 1500),
      jobEnd(0),
    ]),
  ).toEqual([
    undefined,
    undefined,
    "stage 1 of 2 · 0 of 2 tasks · map at train.py:0",
    "stage 1 of 2 · 1 of 2 tasks · map at train.py:0",
    "stage 1 of 2 · 1 of 2 tasks · map at train.py:0",
    "stage 1 of 2 · 2 of 2 tasks · map at train.py:0",
    "1 of 2 stages · 2 tasks",
    "stage 2 of 2 · 0 of 1,500 tasks · map at train.py:1",
    "stage 2 of 2 · 1 of 1,500 tasks · map at train.py:1",
    "2 of 2 stages · 3 tasks",
    "2 of 2 stages · 3 tasks",
  ]);
});

it("counts a stage as done whose results were there already", () => {
  expect(
    tell([jobStart(3, stage(7, 4), stage(8, 1)), submitted(8, 1), completed(8, 1), jobEnd(3)]).at(-1),
  ).toBe("2 of 2 stages · 0 tasks");
});

it("begins anew with a stage that is tried again, and passes over tasks of the first try", () => {
  expect(
    tell([
      jobStart(0, stage(0, 2)),
      submitted(0, 2),
      taskEnd(0),
      completed(0, 2),
      submitted(0, 2, 1),
      taskEnd(0),
      taskEnd(0, "Success", 1),
    ]).slice(-3),
  ).toEqual([
    "stage 1 of 1 · 0 of 2 tasks · map at train.py:0",
    "stage 1 of 1 · 0 of 2 tasks · map at train.py:0",
    "stage 1 of 1 · 1 of 2 tasks · map at train.py:0",
  ]);
});

it("counts a task that ran twice, to be faster, once", () => {
  expect(tell([submitted(0, 1), taskEnd(0), taskEnd(0)]).at(-1)).toBe(
    "stage 1 of 1 · 1 of 1 tasks · map at train.py:0",
  );
});

it("tells of the first of several stages that run", () => {
  expect(tell([submitted(2, 5), submitted(1, 3)]).at(-1)).toBe(
    "stage 1 of 2 · 0 of 3 tasks · map at train.py:1",
  );
});

it.each([
  "",
  "{",
  '{"Event":"SparkListenerJobStart",',
  '{"Event":"SparkListenerJobStart","Stage Infos":[]}',
  '{"Event":"SparkListenerStageSubmitted"}',
  '{"Event":"SparkListenerTaskEnd"}',
  '{"Event":"SparkListenerJobEnd","Job ID":9}',
  "null",
])("minds no line that is none: %j", (text) => {
  expect(tell([text])).toEqual([undefined]);
});
