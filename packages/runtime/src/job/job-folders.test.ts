import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { jobFolder } from "./job-folder.ts";
import { createJobFolders } from "./job-folders.ts";

const [first, second] = ["1a2b3c4d-0000-4000-8000-000000000001", "1a2b3c4d-0000-4000-8000-000000000002"];
let folder = "";
let runsFolder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mlx-folders-"));
  runsFolder = join(folder, "runs");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, bytes: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "x".repeat(bytes));
}

function makeAttempt(runId: string, attempt: number) {
  const paths = jobFolder(runsFolder, { runId, attempt });
  write(paths.job, 10);
  write(paths.exit, 10);
  write(join(paths.logs, "000000000000000.log"), 100);
  write(join(paths.ml, "model/weights.bin"), 1000);
  write(join(paths.scratch, "cache"), 500);
  write(join(paths.checkpoints, "one"), 7);
  return paths;
}

test("lists the attempts, by run, and nothing else that lies there", async () => {
  const folders = createJobFolders({ runsFolder });
  expect(await folders.list()).toEqual([]);
  for (const [runId, attempt] of [
    [second, 1],
    [first, 10],
    [first, 2],
  ] as const)
    makeAttempt(runId, attempt);
  write(join(runsFolder, ".containers", `${first}.2`), 0);
  write(join(runsFolder, "a file"), 0);
  mkdirSync(join(runsFolder, first, "attempts", "aside"));
  expect(await folders.list()).toEqual([
    { runId: first, attempt: 2 },
    { runId: first, attempt: 10 },
    { runId: second, attempt: 1 },
  ]);
});

test("work and log go each by itself, and what the attempt is found by stays", async () => {
  const folders = createJobFolders({ runsFolder });
  const key = { runId: first, attempt: 1 };
  const paths = makeAttempt(first, 1);
  // What a link leads to is neither counted nor removed.
  write(join(folder, "data.csv"), 5000);
  symlinkSync(join(folder, "data.csv"), join(paths.ml, "input.csv"));
  const linkBytes = join(folder, "data.csv").length;
  expect(await folders.measure(key)).toEqual({ logBytes: 100, workBytes: 1500 + linkBytes });
  await folders.removeWork(key);
  await folders.removeWork(key);
  expect(await folders.measure(key)).toEqual({ logBytes: 100, workBytes: 0 });
  expect(readdirSync(paths.root).sort()).toEqual(["exit.json", "job.json", "logs"]);
  expect(await folders.hasLog(key)).toBe(true);
  await folders.removeLog(key);
  await folders.removeLog(key);
  expect(await folders.hasLog(key)).toBe(false);
  expect(await folders.measure(key)).toEqual({ logBytes: 0, workBytes: 0 });
  expect(existsSync(paths.checkpoints)).toBe(true);
  expect(existsSync(join(folder, "data.csv"))).toBe(true);
});

test("a run goes with all of it, also where a model was unpacked read-only", async () => {
  const folders = createJobFolders({ runsFolder });
  const paths = makeAttempt(first, 1);
  makeAttempt(second, 1);
  chmodSync(join(paths.ml, "model/weights.bin"), 0o444);
  chmodSync(join(paths.ml, "model"), 0o555);
  await folders.removeRun(first);
  await folders.removeRun(first);
  expect(readdirSync(runsFolder)).toEqual([second]);
});

test.each(["..", ".containers", "", "a/b", "."])("%j is no run to be removed", async (runId) => {
  makeAttempt(first, 1);
  await expect(createJobFolders({ runsFolder }).removeRun(runId)).rejects.toThrow("is no id of a run");
  expect(readdirSync(runsFolder)).toEqual([first]);
});

test("what is not there measures nothing", async () => {
  const folders = createJobFolders({ runsFolder });
  expect(await folders.measure({ runId: first, attempt: 1 })).toEqual({ logBytes: 0, workBytes: 0 });
  await folders.removeRun(first);
});
