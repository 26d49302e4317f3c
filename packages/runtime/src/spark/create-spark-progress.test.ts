import { appendFile, mkdir, mkdtemp, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createSparkProgress } from "./create-spark-progress.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlx-spark-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const submitted = (tasks: number) =>
  `{"Event":"SparkListenerStageSubmitted","Stage Info":{"Stage ID":0,"Stage Attempt ID":0,"Stage Name":"sum","Number of Tasks":${tasks}}}\n`;
const taskEnd =
  '{"Event":"SparkListenerTaskEnd","Stage ID":0,"Stage Attempt ID":0,"Task End Reason":{"Reason":"Success"}}\n';

it("goes on from where it stopped, also in the middle of a line, and under the log's last name", async () => {
  const read = createSparkProgress();
  expect(await read(join(folder, "nowhere"))).toBeUndefined();
  expect(await read(folder)).toBeUndefined();
  const path = join(folder, "local-1.inprogress");
  await writeFile(path, submitted(3) + taskEnd.slice(0, 40));
  expect(await read(folder)).toBe("stage 1 of 1 · 0 of 3 tasks · sum");
  await appendFile(path, taskEnd.slice(40) + taskEnd);
  expect(await read(folder)).toBe("stage 1 of 1 · 2 of 3 tasks · sum");
  await appendFile(path, taskEnd.slice(0, -1));
  expect(await read(folder)).toBe("stage 1 of 1 · 2 of 3 tasks · sum");
  await appendFile(path, "\n");
  await rename(path, join(folder, "local-1"));
  expect(await read(folder)).toBe("stage 1 of 1 · 3 of 3 tasks · sum");
  expect(await createSparkProgress()(folder)).toBe("stage 1 of 1 · 3 of 3 tasks · sum");
});

it("tells of the newest application, and before all of the one that runs", async () => {
  const read = createSparkProgress();
  for (const [name, tasks, time] of [
    ["local-1", 1, 2000],
    ["local-2", 2, 1000],
  ] as const) {
    await writeFile(join(folder, name), submitted(tasks));
    await utimes(join(folder, name), time, time);
  }
  await mkdir(join(folder, "zzz"));
  expect(await read(folder)).toContain("of 1 tasks");
  await writeFile(join(folder, "local-3.inprogress"), submitted(3));
  await utimes(join(folder, "local-3.inprogress"), 500, 500);
  expect(await read(folder)).toContain("of 3 tasks");
});

it("passes over a line longer than any that counts, and reads on behind it", async () => {
  const read = createSparkProgress();
  const long = `{"Event":"SparkListenerEnvironmentUpdate","x":"${"y".repeat(9 * 1024 * 1024)}`;
  await writeFile(join(folder, "a"), submitted(2) + long);
  expect(await read(folder)).toBe("stage 1 of 1 · 0 of 2 tasks · sum");
  await appendFile(join(folder, "a"), `"}\n${taskEnd}`);
  expect(await read(folder)).toBe("stage 1 of 1 · 1 of 2 tasks · sum");
});
