import { appendFile, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createMetricsReader } from "./create-metrics-reader.ts";
import { metricsStart, readMetrics } from "./read-metrics.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlx-metrics-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const line = (value: number) => `{"name":"loss","value":${value}}\n`;

it("counts the steps of each name on, also in a reader that starts in the middle", async () => {
  const path = join(folder, "m");
  const running = { now: 5, ended: false };
  await writeFile(path, line(1) + line(2));
  const read = createMetricsReader();
  const first = await read(path, 0, running);
  expect(first.points.map(({ step }) => step)).toEqual([0, 1]);
  await appendFile(path, `${line(3)}nonsense\n{"name":"lo`);
  const expected = {
    points: [{ name: "loss", value: 3, step: 2, at: 5 }],
    problems: ["metrics.jsonl line 4: is not JSON"],
  };
  expect(await read(path, first.progress.cursor, running)).toMatchObject(expected);
  expect(await createMetricsReader()(path, first.progress.cursor, running)).toMatchObject(expected);
});

it("takes a last line without newline only at the end, and once", async () => {
  const path = join(folder, "m");
  await writeFile(path, line(1).trim());
  const read = createMetricsReader();
  expect((await read(path, 0, { now: 0, ended: false })).points).toEqual([]);
  const last = await read(path, 0, { now: 0, ended: true });
  expect(last.points).toHaveLength(1);
  expect((await read(path, last.progress.cursor, { now: 0, ended: true })).points).toEqual([]);
});

it("reads lines across its blocks", async () => {
  const path = join(folder, "m");
  await writeFile(path, Array.from({ length: 60_000 }, (_, index) => line(index)).join(""));
  const { points, progress } = await readMetrics(path, metricsStart, { now: 0, ended: true });
  expect(points.map(({ value }) => value)).toEqual(Array.from({ length: 60_000 }, (_, index) => index));
  expect(progress.lines).toBe(60_000);
});

it("reads no file and no link", async () => {
  await symlink("/etc/passwd", join(folder, "link"));
  for (const name of ["absent", "link"]) {
    expect((await readMetrics(join(folder, name), metricsStart, { now: 0, ended: true })).points).toEqual([]);
  }
});
