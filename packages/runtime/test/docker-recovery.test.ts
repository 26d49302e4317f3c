/** What becomes of jobs in containers when mlx, the container or the engine goes away at an awkward moment. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Executor, JobHandle, TaskSubmission } from "@mlx/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secretsFolder } from "../src/docker/container/secrets-folder.ts";
import type { Step } from "../src/docker/lifecycle/job-context.ts";
import { jobFolder } from "../src/job/job-folder.ts";
import { execute, joinLines, pythonTask, readLines, waitForLine } from "../src/testing/conformance-tasks.ts";
import type { DockerHarness } from "./docker-harness.ts";
import { createDockerHarness, withoutDocker } from "./docker-harness.ts";

const rounds = Number(process.env.MLX_TEST_KILLS ?? 20);
const atOnce = 4;
const minutes = 60_000;

describe.skipIf(withoutDocker !== undefined)("recovery of containers", () => {
  let harness: DockerHarness;
  beforeAll(async () => {
    harness = await createDockerHarness();
  });
  afterAll(() => harness.close());

  const folderOf = (key: { readonly runId: string; readonly attempt: number }) =>
    jobFolder(join(harness.root, "runs"), key);
  const secretsOf = (key: { readonly runId: string; readonly attempt: number }) =>
    secretsFolder(key, { uid: process.getuid?.() ?? 0, temporary: tmpdir() });

  /** Counts its starts, and writes numbered lines to both streams for a while. */
  const numbered = `import os, sys, time
open(os.path.join(os.environ["MLX_CHECKPOINT_DIR"], "starts"), "a").write("x")
for i in range(60):
    print(i, flush=True); print(i, file=sys.stderr, flush=True)
    time.sleep(0.01)
`;
  const expected = Array.from({ length: 60 }, (_, index) => `${index}\n`).join("");

  async function countStarts({ checkpoints }: { readonly checkpoints: string }): Promise<number> {
    return (await readFile(join(checkpoints, "starts"), "utf8")).length;
  }

  /** Another process submits and waits; resolves when it was killed: by itself before a step, or after a time. */
  async function killObserver(
    task: TaskSubmission,
    when: { readonly step: Step } | { readonly milliseconds: number },
  ): Promise<void> {
    const [program, ...args] = harness.observer;
    const words = "step" in when ? [...args, when.step] : args;
    const child = spawn(program, words, { stdio: ["pipe", "ignore", "inherit"] });
    const exited = once(child, "exit");
    child.stdin.end(JSON.stringify(task));
    if ("milliseconds" in when) {
      await delay(when.milliseconds);
      child.kill("SIGKILL");
    }
    const [code, signal] = await exited;
    if ("step" in when) expect({ code, signal }).toEqual({ code: null, signal: "SIGKILL" });
  }

  /** As the next command of mlx does it. */
  async function bringToEnd(executor: Executor, task: TaskSubmission): Promise<void> {
    const { handle, exit } = await execute(executor, task);
    expect(exit).toMatchObject({ exitCode: 0, oomKilled: false });
    expect(exit.lost).toBeUndefined();
    const lines = await readLines(executor, handle);
    const all = lines.map(({ stream, text }) => `${stream}: ${text}`).join("\n");
    expect(joinLines(lines), all).toBe(expected);
    expect(joinLines(lines, "stderr"), all).toBe(expected);
    expect(await countStarts(folderOf(task))).toBe(1);
    await executor.cleanup(handle);
    expect(existsSync(secretsOf(task))).toBe(false);
    await expect(
      harness.engine.call((docker) => docker.getContainer(String(handle.data.container)).inspect()),
    ).rejects.toMatchObject({ statusCode: 404 });
  }

  async function repeat(work: (round: number) => Promise<void>): Promise<void> {
    let next = 0;
    const one = async () => {
      for (let round = next++; round < rounds; round = next++) await work(round);
    };
    await Promise.all(Array.from({ length: atOnce }, one));
  }

  const secret = { env: { TOKEN: "s3cr3t-of-recovery" }, secretValues: ["s3cr3t-of-recovery"] };

  describe("mlx is killed", () => {
    const steps: readonly Step[] = [
      "intent",
      "stage",
      "hold",
      "create",
      "record",
      "claim",
      "attach",
      "start",
      "observe",
      "exit",
      "forget-secrets",
      "remove",
    ];

    it.each(steps)("before the step %s", { timeout: 15 * minutes }, async (step) => {
      await repeat(async () => {
        const task = await pythonTask(harness, numbered, secret);
        await killObserver(task, { step });
        await bringToEnd(harness.reopen(), task);
      });
    });

    it("at any time", { timeout: 15 * minutes }, async () => {
      await repeat(async (round) => {
        const task = await pythonTask(harness, numbered, secret);
        await killObserver(task, { milliseconds: 200 + (round * 1800) / rounds });
        await bringToEnd(harness.reopen(), task);
      });
    });

    it("again and again", { timeout: 5 * minutes }, async () => {
      const task = await pythonTask(harness, numbered.replace("range(60)", "range(60 * 4)"), secret);
      for (let round = 0; round < 5; round += 1)
        await killObserver(task, { milliseconds: 500 + 150 * round });
      const { handle, exit } = await execute(harness.executor, task);
      expect(exit.exitCode).toBe(0);
      const all = Array.from({ length: 240 }, (_, index) => `${index}\n`).join("");
      expect(joinLines(await readLines(harness.executor, handle))).toBe(all);
      expect(await countStarts(folderOf(task))).toBe(1);
    });

    it("while another one waits, who takes over", { timeout: 5 * minutes }, async () => {
      const task = await pythonTask(harness, numbered.replace("0.01", "0.05"));
      // On a busy machine the first is killed before it has started the container.
      const isStarted = async () => {
        const found = await harness.executor.find(task);
        return found !== undefined && (await harness.executor.observe(found)).phase !== "submitted";
      };
      const killUntilStarted = async () => {
        do await killObserver(task, { milliseconds: 2000 });
        while (!(await isStarted()));
      };
      const killed = killUntilStarted();
      let handle: JobHandle | undefined;
      while (handle === undefined) {
        await delay(50);
        handle = await harness.executor.find(task);
      }
      const exit = await harness.executor.wait(handle, AbortSignal.timeout(minutes));
      await killed;
      expect(exit.exitCode).toBe(0);
      expect(joinLines(await readLines(harness.executor, handle))).toBe(expected);
      expect(await countStarts(folderOf(task))).toBe(1);
    });
  });

  describe("mlx is suspended", () => {
    const long = numbered.replace("range(60)", "range(140)").replace("0.01", "0.05");
    const all = Array.from({ length: 140 }, (_, index) => `${index}\n`).join("");

    it("is replaced, and writes no more when it goes on", { timeout: 2 * minutes }, async () => {
      const task = await pythonTask(harness, long);
      const [program, ...args] = harness.observer;
      const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
      const exited = once(child, "exit");
      child.stdin.end(JSON.stringify(task));
      await once(child.stdout, "data");
      const handle = await harness.executor.find(task);
      if (handle === undefined) return expect.unreachable("the job is found");
      const { root } = folderOf(task);
      await delay(500);
      child.kill("SIGSTOP");
      const old = Date.now() / 1000 - 31;
      const [claim = ""] = (await readdir(root)).filter((name) => name.startsWith("observer."));
      await utimes(join(root, claim), old, old);
      const waiting = harness.executor.wait(handle, AbortSignal.timeout(minutes));
      // Long enough for it to look whether it is still the one, and while the program still runs.
      await delay(5000);
      expect(await readdir(root)).toContain("observer.2.json");
      child.kill("SIGCONT");
      const exit = await waiting;
      expect(exit.exitCode).toBe(0);
      expect(joinLines(await readLines(harness.executor, handle))).toBe(all);
      expect(await exited).toEqual([0, null]);
      expect(joinLines(await readLines(harness.executor, handle), "stderr")).toBe(all);
      expect(await harness.reopen().observe(handle)).toEqual({ phase: "exited", exit });
    });
  });

  describe("secrets that are lost, as when the machine is restarted", () => {
    it("are made anew for a container that was not started yet", async () => {
      const code = `import os\nassert os.environ["TOKEN"] == "s3cr3t-" + "of-recovery"\n`;
      const task = await pythonTask(harness, code, secret);
      await killObserver(task, { step: "start" });
      await rm(secretsOf(task), { recursive: true });
      const waiting = harness.reopen();
      const handle = await waiting.find(task);
      if (handle === undefined) return expect.unreachable("the job is found");
      const early = waiting.wait(handle, AbortSignal.timeout(minutes));
      await delay(300);
      expect(await waiting.observe(handle)).toEqual({ phase: "submitted" });
      await harness.executor.submit(task);
      expect((await early).exitCode).toBe(0);
    });

    it("are in no log: what was not stored is left out", async () => {
      const code = `import os, time\ntime.sleep(2)\nprint(os.environ["TOKEN"])\n`;
      const task = await pythonTask(harness, code, secret);
      await killObserver(task, { step: "observe" });
      await rm(secretsOf(task), { recursive: true });
      const { handle, exit } = await execute(harness.executor, task);
      expect(exit.exitCode).toBe(0);
      const [note, ...more] = await readLines(harness.executor, handle);
      expect(note?.text).toMatch(/^the rest of the log was left out/);
      expect(more).toEqual([]);
    });
  });

  describe("a stop", () => {
    it("of a job that has no container yet means that it never starts", async () => {
      const task = await pythonTask(harness, numbered);
      await killObserver(task, { step: "create" });
      await stopAndSubmit(task);
    });

    it("of a container that was not started means that it never is", async () => {
      const task = await pythonTask(harness, numbered);
      await killObserver(task, { step: "start" });
      await stopAndSubmit(task);
    });

    async function stopAndSubmit(task: TaskSubmission): Promise<void> {
      const handle = await harness.executor.find(task);
      if (handle === undefined) return expect.unreachable("the job is found");
      expect(await harness.executor.observe(handle)).toEqual({ phase: "submitted" });
      await harness.executor.stop(handle, { graceSeconds: 5 });
      const { exit } = await execute(harness.reopen(), task);
      expect(exit).toEqual({
        exitCode: null,
        signal: "SIGTERM",
        oomKilled: false,
        endedAt: expect.stringMatching(/^20/),
      });
      expect(await readLines(harness.executor, handle)).toEqual([]);
      expect(existsSync(join(folderOf(task).checkpoints, "starts"))).toBe(false);
    }

    it("that was only written down is carried out by who observes", async () => {
      const task = await pythonTask(harness, 'import time\nprint("up", flush=True)\ntime.sleep(60)\n');
      const handle = await harness.executor.submit(task);
      await waitForLine(harness.executor, handle, "up");
      const request = { at: new Date().toISOString(), graceSeconds: 30 };
      await writeFile(folderOf(task).stop, JSON.stringify(request));
      const exit = await harness.executor.wait(handle, AbortSignal.timeout(20_000));
      expect(exit).toMatchObject({ exitCode: 143 });
    });

    it("comes for a deadline that has passed while nobody observed", async () => {
      const code = 'import time\nprint("up", flush=True)\ntime.sleep(60)\n';
      const task = await pythonTask(harness, code, { timeoutSeconds: 1 });
      await killObserver(task, { step: "observe" });
      await delay(1500);
      const { exit } = await execute(harness.executor, task, 20_000);
      expect(exit).toMatchObject({ exitCode: 143, timedOut: true });
    });
  });

  describe("a container that somebody else removes", () => {
    const sleeping = 'import time\nprint("up", flush=True)\ntime.sleep(60)\n';
    const remove = (handle: JobHandle) =>
      harness.engine.call((docker) =>
        docker.getContainer(String(handle.data.container)).remove({ force: true }),
      );
    const lost = {
      exitCode: null,
      lost: "CONTAINER_LOST",
      lostHow: expect.stringMatching(/removed by somebody/),
    };

    it("is lost while it is observed, with its log up to then", async () => {
      const handle = await harness.executor.submit(await pythonTask(harness, sleeping));
      await waitForLine(harness.executor, handle, "up");
      const waiting = harness.executor.wait(handle, AbortSignal.timeout(minutes));
      await remove(handle);
      const exit = await waiting;
      expect(exit).toMatchObject(lost);
      expect(await harness.reopen().observe(handle)).toEqual({ phase: "exited", exit });
      expect((await readLines(harness.executor, handle))[0]?.text).toBe("up");
      await harness.executor.cleanup(handle);
    });

    it("is lost while nobody observes it, the same for everybody, and is not made again", async () => {
      const task = await pythonTask(harness, sleeping);
      await killObserver(task, { step: "observe" });
      const handle = await harness.executor.find(task);
      if (handle === undefined) return expect.unreachable("the job is found");
      await remove(handle);
      const first = await harness.executor.observe(handle);
      expect(first).toMatchObject({ phase: "exited", exit: lost });
      expect(await harness.reopen().observe(handle)).toEqual(first);
      expect({ phase: "exited", exit: (await execute(harness.reopen(), task)).exit }).toEqual(first);
    });
  });

  describe("cleanup", () => {
    it("ends and removes what still runs, and lists it no more", async () => {
      const task = await pythonTask(harness, "import time\ntime.sleep(600)\n");
      const handle = await harness.executor.submit(task);
      expect(await harness.executor.list()).toContainEqual(handle);
      await harness.reopen().cleanup(handle, { keepFiles: true });
      expect(await harness.executor.list()).not.toContainEqual(handle);
      // The engine tells it to end before it kills it, and either may be what ends it.
      const exitCode = expect.toBeOneOf([137, 143]);
      expect(await harness.executor.observe(handle)).toMatchObject({ phase: "exited", exit: { exitCode } });
      expect(existsSync(folderOf(task).ml)).toBe(true);
      await harness.executor.cleanup(handle);
      expect(existsSync(folderOf(task).ml)).toBe(false);
    });

    it("removes a container that was made and never recorded", async () => {
      const task = await pythonTask(harness, numbered);
      await killObserver(task, { step: "record" });
      const [handle] = (await harness.executor.list()).filter(({ runId }) => runId === task.runId);
      if (handle === undefined) return expect.unreachable("the job is listed");
      await harness.executor.cleanup(handle);
      await expect(
        harness.engine.call((docker) => docker.getContainer(String(handle.data.container)).inspect()),
      ).rejects.toMatchObject({ statusCode: 404 });
    });

    it("comes to an end with 200,000 files", { timeout: 5 * minutes }, async () => {
      const code = `import os
for i in range(200_000): os.close(os.open(os.path.join(os.environ["SM_MODEL_DIR"], str(i)), os.O_CREAT | os.O_WRONLY))
`;
      const { handle, exit } = await execute(harness.executor, await pythonTask(harness, code), 4 * minutes);
      expect(exit.exitCode).toBe(0);
      await harness.executor.cleanup(handle);
      await expect(readdir(folderOf(handle).ml)).rejects.toThrow("ENOENT");
    });
  });

  describe.each(["", "{", "null"])("a damaged document: %j", (content) => {
    it("exit.json: it is lost, the same for everybody", async () => {
      const { handle } = await execute(harness.executor, await pythonTask(harness, "pass\n"));
      await writeFile(folderOf(handle).exit, content);
      const exit = await harness.executor.wait(handle, AbortSignal.timeout(5000));
      expect(exit).toMatchObject({ exitCode: null, lost: "CONTAINER_LOST" });
      expect(await harness.reopen().observe(handle)).toEqual({ phase: "exited", exit });
    });

    it("container.json: it is lost, and its container goes with the cleanup", async () => {
      const task = await pythonTask(harness, "import time\ntime.sleep(600)\n");
      await killObserver(task, { step: "observe" });
      await writeFile(folderOf(task).container, content);
      const handle = await harness.executor.find(task);
      if (handle === undefined) return expect.unreachable("the job is found");
      const first = await harness.executor.observe(handle);
      expect(first).toMatchObject({ phase: "exited", exit: { lost: "CONTAINER_LOST" } });
      await harness.executor.cleanup(handle);
      expect(await harness.executor.list()).not.toContainEqual(handle);
    });

    it("job.json: nothing is started or collected by it", async () => {
      const task = await pythonTask(harness, "pass\n");
      await mkdir(folderOf(task).root, { recursive: true });
      await writeFile(folderOf(task).job, content);
      await expect(harness.executor.submit(task)).rejects.toMatchObject({ code: "MLX4021" });
      const handle = await harness.executor.find(task);
      if (handle === undefined) return expect.unreachable("the job is found");
      await expect(harness.executor.collect(handle)).rejects.toMatchObject({ code: "MLX4021" });
      await harness.executor.stop(handle, { graceSeconds: 0 });
      expect((await harness.executor.observe(handle)).phase).toBe("exited");
    });
  });
});
