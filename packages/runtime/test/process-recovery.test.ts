/** What the process executor makes of jobs whose processes were killed at an awkward moment. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { JobHandle, TaskSubmission } from "@mlx/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProcessExecutor, supervisorEntry } from "../src/index.ts";
import { jobFolder } from "../src/job/job-folder.ts";
import type { JobStatus } from "../src/job/job-record.ts";
import { identifyProcess } from "../src/job/process-identity.ts";
import { execute, joinLines, pythonTask, readLines, waitForLine } from "../src/testing/conformance-tasks.ts";
import type { ProcessHarness } from "./process-harness.ts";
import { createProcessHarness, openProcessExecutor, systemClock } from "./process-harness.ts";

let harness: ProcessHarness;
beforeAll(async () => {
  harness = await createProcessHarness();
});
afterAll(() => harness.close());

const linux = process.platform === "linux";
const folderOf = (key: { runId: string; attempt: number }) => jobFolder(join(harness.root, "runs"), key);

async function readStatus(handle: JobHandle): Promise<JobStatus> {
  const status: JobStatus = JSON.parse(await readFile(folderOf(handle).status, "utf8"));
  return status;
}

/** Starts a program with a child in its group and one that has left it; returns all three pids. */
async function startFamily() {
  const program = `import os, subprocess, sys, time
sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
print(os.getpid(), subprocess.Popen(sleep).pid, subprocess.Popen(sleep, start_new_session=True).pid)
print("up", flush=True)
time.sleep(600)
`;
  const handle = await harness.executor.submit(await pythonTask(harness, program));
  await waitForLine(harness.executor, handle, "up");
  const [pids] = joinLines(await readLines(harness.executor, handle)).split("\n");
  return { handle, pids: pids?.split(" ").map(Number) ?? [] };
}

const living = (pids: readonly number[]) => pids.filter((pid) => identifyProcess(pid) !== undefined);

async function killSupervisor(handle: JobHandle): Promise<void> {
  const { supervisor } = await readStatus(handle);
  process.kill(supervisor.pid, "SIGKILL");
  while (identifyProcess(supervisor.pid) !== undefined) await delay(10);
}

describe("a supervisor that was killed", () => {
  it.runIf(linux)("is a lost job for everybody, and nothing of it runs on", async () => {
    const { handle, pids } = await startFamily();
    expect(living(pids)).toHaveLength(3);
    await killSupervisor(handle);
    const both = await Promise.all([harness.executor.observe(handle), harness.reopen().observe(handle)]);
    expect(both[0]).toMatchObject({ phase: "exited", exit: { exitCode: null, lost: "CONTAINER_LOST" } });
    expect(both[1]).toEqual(both[0]);
    expect(living(pids)).toEqual([]);
    expect(await harness.executor.wait(handle, AbortSignal.timeout(5000))).toMatchObject({
      lost: "CONTAINER_LOST",
    });
    expect((await readLines(harness.executor, handle)).at(-1)?.text).toBe("up");
  });

  it.runIf(linux)("can still be stopped", async () => {
    const { handle, pids } = await startFamily();
    await killSupervisor(handle);
    await harness.executor.stop(handle, { graceSeconds: 600 });
    expect(living(pids)).toEqual([]);
  });

  it("is the machine's doing when that was restarted, and no process is touched", async () => {
    const { handle, pids } = await startFamily();
    await killSupervisor(handle);
    const text = await readFile(folderOf(handle).status, "utf8");
    const { bootId } = (await readStatus(handle)).supervisor;
    await writeFile(folderOf(handle).status, text.replaceAll(bootId, "another start"));
    expect(await harness.executor.observe(handle)).toMatchObject({ exit: { lost: "WORKER_LOST" } });
    expect(living(pids)).toHaveLength(3);
    for (const pid of pids) process.kill(pid, "SIGKILL");
  });
});

describe("a program that was ended from outside", () => {
  const endedBy = async (signal: NodeJS.Signals, isStop = false) => {
    const { handle, pids } = await startFamily();
    const [program] = pids;
    if (isStop) await harness.executor.stop(handle, { graceSeconds: 5 });
    else if (program !== undefined) process.kill(program, signal);
    await harness.executor.wait(handle, AbortSignal.timeout(20_000));
    return handle;
  };
  const restart = async (handle: JobHandle) => {
    const text = await readFile(folderOf(handle).status, "utf8");
    const { bootId } = (await readStatus(handle)).supervisor;
    await writeFile(folderOf(handle).status, text.replaceAll(bootId, "another start"));
  };

  it("was ended by the shutdown of the machine, where that was started again since", async () => {
    const handle = await endedBy("SIGTERM");
    const before = await harness.executor.wait(handle, AbortSignal.timeout(5000));
    expect([before.signal, before.lost]).toEqual(["SIGTERM", undefined]);
    await restart(handle);
    const after = await harness.reopen().wait(handle, AbortSignal.timeout(5000));
    expect(after).toEqual({ ...before, lost: "WORKER_LOST" });
  });

  it.each([
    ["by a signal of its own making", "SIGABRT", false],
    ["because it was to be stopped", "SIGTERM", true],
  ] as const)("%s was not", async (_, signal, isStop) => {
    const handle = await endedBy(signal, isStop);
    await restart(handle);
    const exit = await harness.executor.wait(handle, AbortSignal.timeout(5000));
    expect([exit.signal, exit.lost]).toEqual([signal, undefined]);
  });
});

describe.each(["", "{", "null"])("a damaged document: %j", (content) => {
  it.runIf(linux)("status.json: it runs as long as its processes do, and is lost then", async () => {
    const { handle, pids } = await startFamily();
    await killSupervisor(handle);
    await writeFile(folderOf(handle).status, content);
    const observed = await harness.executor.observe(handle);
    expect(observed).toEqual({ phase: "running", startedAt: expect.stringMatching(/^20.*Z$/) });
    expect(await harness.reopen().observe(handle)).toEqual(observed);
    expect(living(pids)).toHaveLength(3);
    for (const pid of pids) process.kill(pid, "SIGKILL");
    while (living(pids).length > 0) await delay(10);
    const ended = await harness.executor.observe(handle);
    expect(ended).toMatchObject({ phase: "exited", exit: { exitCode: null, lost: "CONTAINER_LOST" } });
    expect(await harness.reopen().observe(handle)).toEqual(ended);
  });

  it.runIf(linux)("status.json: it can be killed, and nothing is started again", async () => {
    const { handle, pids } = await startFamily();
    await killSupervisor(handle);
    await writeFile(folderOf(handle).status, content);
    await harness.executor.stop(handle, { graceSeconds: 0 });
    expect(living(pids)).toEqual([]);
    const exit = await harness.executor.wait(handle, AbortSignal.timeout(5000));
    expect(exit.lost).toBe("CONTAINER_LOST");
    expect(await harness.executor.submit(await pythonTask(harness, "pass\n", handle))).toEqual(handle);
    expect(await harness.executor.observe(handle)).toEqual({ phase: "exited", exit });
  });

  it.runIf(linux)("status.json: it is told to stop, and killed once its grace is over", async () => {
    const program = `import signal, time
signal.signal(signal.SIGTERM, lambda *_: print("told", flush=True))
print("up", flush=True)
while True: time.sleep(60)
`;
    const handle = await harness.executor.submit(await pythonTask(harness, program));
    await waitForLine(harness.executor, handle, "up");
    const { supervisor, program: running } = await readStatus(handle);
    // Nobody can see that there is a supervisor, and this one does nothing for a while.
    process.kill(supervisor.pid, "SIGSTOP");
    await writeFile(folderOf(handle).status, content);
    await harness.executor.stop(handle, { graceSeconds: 1 });
    expect((await harness.executor.observe(handle)).phase).toBe("running");
    const exit = await harness.executor.wait(handle, AbortSignal.timeout(20_000));
    expect(exit.lost).toBe("CONTAINER_LOST");
    expect(living([running?.pid ?? 0])).toEqual([]);
    process.kill(supervisor.pid, "SIGCONT");
    while (identifyProcess(supervisor.pid) !== undefined) await delay(10);
    expect(await harness.executor.observe(handle)).toEqual({ phase: "exited", exit });
    expect(joinLines(await readLines(harness.executor, handle))).toContain("up\ntold\n");
  });

  it("exit.json: it is lost, the same for everybody, and what is left is collected", async () => {
    const { handle } = await execute(harness.executor, await pythonTask(harness, "pass\n"));
    const { exit: path } = folderOf(handle);
    await writeFile(path, content);
    const exit = await harness.executor.wait(handle, AbortSignal.timeout(5000));
    expect(exit).toMatchObject({ exitCode: null, lost: "CONTAINER_LOST" });
    expect(await harness.reopen().observe(handle)).toEqual({ phase: "exited", exit });
    await harness.executor.stop(handle, { graceSeconds: 0 });
    expect((await harness.executor.collect(handle)).warnings).toEqual([`${path} is damaged`]);
    await rm(folderOf(handle).status);
    expect((await harness.executor.observe(handle)).phase).toBe("exited");
  });

  it("job.json: it is found and can be stopped; nothing is started or collected by it", async () => {
    const task = await pythonTask(harness, "pass\n");
    await mkdir(folderOf(task).root, { recursive: true });
    await writeFile(folderOf(task).job, content);
    const handle = await harness.executor.find(task);
    if (handle === undefined) return expect.unreachable("the job is found");
    expect(await harness.executor.observe(handle)).toEqual({ phase: "submitted" });
    await expect(harness.executor.submit(task)).rejects.toMatchObject({ code: "MLX4021" });
    await expect(harness.executor.collect(handle)).rejects.toMatchObject({ code: "MLX4021" });
    await harness.executor.stop(handle, { graceSeconds: 0 });
    expect((await harness.executor.observe(handle)).phase).toBe("exited");
  });
});

describe("a submission that was cut off", () => {
  async function cutOff(): Promise<TaskSubmission> {
    const task = await pythonTask(harness, 'print("ran")\n');
    const folder = folderOf(task);
    await mkdir(`${folder.ml}.half-made`, { recursive: true });
    const { runId, attempt } = task;
    await writeFile(
      folder.job,
      JSON.stringify({ version: 1, runId, attempt, outputChannels: [], inputs: [] }),
    );
    return task;
  }

  it("is found, and completed by submitting again", async () => {
    const task = await cutOff();
    const handle = await harness.executor.find(task);
    if (handle === undefined) return expect.unreachable("the job is found");
    expect(await harness.executor.observe(handle)).toEqual({ phase: "submitted" });
    expect((await execute(harness.executor, task)).exit.exitCode).toBe(0);
    expect(joinLines(await readLines(harness.executor, handle))).toBe("ran\n");
    for (const name of ["status.json.half-made", "stdout.pipe"])
      await writeFile(join(folderOf(task).root, name), "");
    await harness.executor.cleanup(handle);
    expect((await readdir(folderOf(task).root)).sort()).toEqual([
      "exit.json",
      "job.json",
      "logs",
      "status.json",
    ]);
  });

  it("is never started once it was stopped", async () => {
    const task = await cutOff();
    const handle = await harness.executor.find(task);
    if (handle === undefined) return expect.unreachable("the job is found");
    await harness.executor.stop(handle, { graceSeconds: 5 });
    const { exit } = await execute(harness.executor, task);
    expect(exit).toMatchObject({ exitCode: null, signal: "SIGTERM" });
    expect(exit.startedAt).toBeUndefined();
    expect(await readLines(harness.executor, handle)).toEqual([]);
  });

  it("fails clearly when the supervisor does not start, and can be repeated", async () => {
    const broken = createProcessExecutor({
      runsFolder: join(harness.root, "runs"),
      environmentsFolder: join(harness.root, "environments"),
      artifacts: harness.artifacts,
      clock: systemClock,
      supervisor: join(harness.root, "no-supervisor.js"),
      processEnv: process.env,
    });
    const task = await pythonTask(harness, "pass\n");
    await expect(broken.submit(task)).rejects.toMatchObject({
      code: "MLX4020",
      detail: expect.stringContaining("no-supervisor.js"),
    });
    expect((await execute(harness.executor, task)).exit.exitCode).toBe(0);
  });
});

it.runIf(linux)("ends processes that have left the program's group", async () => {
  const program = `import subprocess, sys
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True).pid)
`;
  const { handle, exit } = await execute(harness.executor, await pythonTask(harness, program));
  expect(exit.exitCode).toBe(0);
  expect(living([Number(joinLines(await readLines(harness.executor, handle)))])).toEqual([]);
  expect((await harness.executor.collect(handle)).warnings).toEqual([
    "the program left detached processes running; they were killed",
  ]);
});

it("warns of an input that changed while it was read in place", async () => {
  const path = join(await harness.makeFolder(), "a.csv");
  await writeFile(path, "a\n");
  const { size, mtimeMs: modifiedAt } = await stat(path);
  const program = "import time\nprint('up', flush=True)\ntime.sleep(1)\n";
  const inputs = { train: [{ name: "a.csv", path, size, modifiedAt }] };
  const handle = await harness.executor.submit(await pythonTask(harness, program, { inputs }));
  await waitForLine(harness.executor, handle, "up");
  await appendFile(path, "b\n");
  await harness.executor.wait(handle, AbortSignal.timeout(60_000));
  const staged = join(folderOf(handle).ml, "input", "data", "train", "a.csv");
  const isCopy = (await readFile(staged, "utf8")) === "a\n";
  const expected = isCopy ? [] : [`the input ${path} changed or was removed while the task ran`];
  expect((await harness.executor.collect(handle)).warnings).toEqual(expected);
});

it.each([
  [{ origin: { image: "ghcr.io/acme/x" } }, "MLX4010"],
  [{ origin: { build: { context: ".", dockerfile: "Dockerfile" } } }, "MLX4010"],
  [{ command: [] }, "MLX4011"],
])("refuses %j", async (changes, code) => {
  const task = await pythonTask(harness, "pass\n", changes);
  const options = { signal: new AbortController().signal, onProgress: () => {} };
  await expect(harness.executor.prepare(task, options)).rejects.toMatchObject({ code });
  await expect(harness.executor.submit(task)).rejects.toMatchObject({ code });
  expect(await harness.executor.find(task)).toBeUndefined();
});

it.runIf(linux)("takes a flood of log in bounded memory", { timeout: 300_000 }, async () => {
  const bytes = Number(process.env.MLX_TEST_FLOOD_MIB ?? 300) * 1024 * 1024;
  const program = `import os, time
block = (b"x" * 9 + b"\\n") * 3000 + b"y" * 70_000
left = ${bytes}
while left > 0: left -= os.write(1, block)
open(os.path.join(os.environ["MLX_CHECKPOINT_DIR"], "done"), "w").close()
time.sleep(600)
`;
  const handle = await harness.executor.submit(await pythonTask(harness, program));
  const done = join(folderOf(handle).checkpoints, "done");
  while (!existsSync(done)) await delay(50);
  const { pid } = (await readStatus(handle)).supervisor;
  const peak = /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1];
  await harness.executor.stop(handle, { graceSeconds: 0 });
  await harness.executor.wait(handle, AbortSignal.timeout(60_000));
  expect(Number(peak) / 1024).toBeLessThan(150);
});

describe("a full disk", () => {
  const mountable = () => {
    if (!linux || process.getuid?.() !== 0) return false;
    const place = join(harness.root, "small");
    spawnSync("mkdir", ["-p", place]);
    return spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", place]).status === 0;
  };

  it("costs log lines, never the program or its end", async ({ skip }) => {
    if (!mountable()) skip("it takes root and a kernel that may mount a small file system");
    const place = join(harness.root, "small");
    try {
      const executor = createProcessExecutor({
        runsFolder: join(place, "runs"),
        environmentsFolder: join(harness.root, "environments"),
        artifacts: harness.artifacts,
        clock: systemClock,
        supervisor: supervisorEntry,
        processEnv: process.env,
      });
      const program = `import os\nfor _ in range(400): os.write(1, (b"z" * 99 + b"\\n") * 1000)\n`;
      const { handle, exit } = await execute(executor, await pythonTask(harness, program));
      expect(exit).toMatchObject({ exitCode: 0, signal: null });
      expect((await executor.collect(handle)).warnings).toEqual([
        expect.stringMatching(/^[\d,]+ bytes of log could not be stored: ENOSPC/),
      ]);
      const lines = joinLines(await readLines(executor, handle))
        .trimEnd()
        .split("\n");
      expect(lines.length).toBeGreaterThan(10_000);
      expect(new Set(lines)).toEqual(new Set(["z".repeat(99)]));
      spawnSync("dd", ["if=/dev/zero", `of=${join(place, "filler")}`, "bs=4096"]);
      const failing = executor.submit(await pythonTask(harness, "pass\n", { env: {} }));
      await expect(failing).rejects.toMatchObject({ code: "MLX4012" });
    } finally {
      spawnSync("umount", ["-l", place]);
    }
  });
});

it("prepares again what another executor prepared", async () => {
  const task = await pythonTask(harness, "pass\n");
  const progress: string[] = [];
  const options = { signal: new AbortController().signal, onProgress: (line: string) => progress.push(line) };
  const lock = await openProcessExecutor(harness.root).prepare(task, options);
  expect(lock.runtime).toMatch(/^python 3\.\d+\.\d+$/);
  expect(lock.packages).toEqual([]);
  expect(progress).toEqual([]);
});
