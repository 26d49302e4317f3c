import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { holdJob, listHeldJobs, releaseHold } from "./held-jobs.ts";

it("lists what is held until it is released, each job once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mlx-held-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [first, second] = [
    { runId: "0a1b-2c", attempt: 1 },
    { runId: "0a1b-2c", attempt: 12 },
  ];
  expect(await listHeldJobs(folder)).toEqual([]);
  await releaseHold(folder, first);
  for (const key of [first, first, second]) await holdJob(folder, key);
  expect((await listHeldJobs(folder)).toSorted((a, b) => a.attempt - b.attempt)).toEqual([first, second]);
  await releaseHold(folder, first);
  expect(await listHeldJobs(folder)).toEqual([second]);
});
