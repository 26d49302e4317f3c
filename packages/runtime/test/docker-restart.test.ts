/** An engine of the test's own, which is stopped and killed while a program runs. */
import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { InternalError } from "@mlx/core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { jobFolder } from "../src/job/job-folder.ts";
import { execute, joinLines, pythonTask, readLines, waitForLine } from "../src/testing/conformance-tasks.ts";
import type { DockerHarness } from "./docker-harness.ts";
import { createDockerHarness, openDocker, testImage, withoutDocker } from "./docker-harness.ts";

const patience = 120_000;

const without =
  withoutDocker ??
  (process.env.MLX_TEST_DOCKER !== "required" && spawnSync("dockerd", ["--version"]).status !== 0
    ? "there is no `dockerd`"
    : undefined);

describe.skipIf(without !== undefined)("an engine that is restarted", () => {
  let root: string;
  let containerd: ChildProcess;
  let daemon: ChildProcess | undefined;
  let harness: DockerHarness;

  const host = () => `unix://${join(root, "docker.sock")}`;
  const docker = (...words: string[]) =>
    spawnSync("docker", ["--host", host(), ...words], { encoding: "utf8" });

  function startProgram(name: string, words: readonly string[]): ChildProcess {
    const log = openSync(join(root, "engine.log"), "a");
    const child = spawn(name, words, { stdio: ["ignore", log, log] });
    closeSync(log);
    return child;
  }

  /** As distributions have it, apart from the engine: it goes on when that is killed. */
  function startContainerd(): void {
    const folders = ["root", "state"].map((name) => `--${name}=${join(root, `containerd-${name}`)}`);
    containerd = startProgram("containerd", [`--address=${join(root, "containerd.sock")}`, ...folders]);
  }

  async function startEngine(): Promise<void> {
    const folders = ["data-root", "exec-root"].map((name) => `--${name}=${join(root, name)}`);
    const below = [`--containerd=${join(root, "containerd.sock")}`, `--pidfile=${join(root, "pid")}`];
    // In a network of its own: it would change the bridge and the rules of the machine's engine.
    daemon = startProgram("unshare", ["--net", "--", "dockerd", `--host=${host()}`, ...below, ...folders]);
    const latest = Date.now() + patience;
    while (docker("version").status !== 0) {
      if (Date.now() > latest || daemon.exitCode !== null) {
        throw new InternalError(
          `dockerd does not start: ${await readFile(join(root, "engine.log"), "utf8")}`,
        );
      }
      await delay(100);
    }
  }

  async function endProgram(child: ChildProcess | undefined, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "mlx-engine-"));
    startContainerd();
    await startEngine();
    const archive = join(root, "image.tar");
    expect(spawnSync("docker", ["save", "--output", archive, testImage]).status).toBe(0);
    expect(docker("load", "--input", archive).status).toBe(0);
    await rm(archive);
    harness = await createDockerHarness({ ...process.env, DOCKER_HOST: host() });
  }, patience);

  afterAll(async () => {
    await harness.close();
    await endProgram(daemon, "SIGTERM");
    await endProgram(containerd, "SIGTERM");
    spawnSync("umount", ["--lazy", join(root, "data-root")]);
    await rm(root, { recursive: true, force: true });
  }, patience);

  const program = 'import time\nprint("up", flush=True)\ntime.sleep(600)\n';
  const lost = { lost: "WORKER_LOST", lostHow: "the container engine was restarted while the program ran" };

  it.each(["SIGTERM", "SIGKILL"] as const)(
    "by %s: not the program's doing",
    { timeout: patience },
    async (signal) => {
      const handle = await harness.executor.submit(await pythonTask(harness, program));
      const waiting = harness.executor.wait(handle, AbortSignal.timeout(patience));
      await waitForLine(harness.executor, handle, "up");
      await endProgram(daemon, signal);
      const unreachable = expect(harness.executor.observe(handle)).rejects.toMatchObject({ code: "MLX4030" });
      await unreachable;
      await startEngine();
      const exit = await waiting;
      expect(exit).toMatchObject({ exitCode: expect.toBeOneOf([137, 143, 255]), ...lost });
      expect(await harness.reopen().observe(handle)).toEqual({ phase: "exited", exit });
      expect(joinLines(await readLines(harness.executor, handle))).toBe("up\n");
    },
  );

  it("is the same for one that nobody observed", { timeout: patience }, async () => {
    const handle = await harness.executor.submit(await pythonTask(harness, program));
    const stop = new AbortController();
    const waiting = harness.executor.wait(handle, stop.signal).catch(() => undefined);
    await waitForLine(harness.executor, handle, "up");
    stop.abort();
    await waiting;
    await endProgram(daemon, "SIGKILL");
    await startEngine();
    expect(await harness.reopen().wait(handle, AbortSignal.timeout(patience))).toMatchObject(lost);
  });

  it("keeps no stop from being carried out", { timeout: patience }, async () => {
    const handle = await harness.executor.submit(await pythonTask(harness, program));
    const waiting = harness.executor.wait(handle, AbortSignal.timeout(patience));
    await waitForLine(harness.executor, handle, "up");
    await endProgram(daemon, "SIGKILL");
    await harness.executor.stop(handle, { graceSeconds: 1 });
    await startEngine();
    const exit = await waiting;
    expect(exit).toMatchObject({ exitCode: expect.toBeOneOf([137, 143, 255]) });
    expect(exit.lost).toBeUndefined();
  });

  describe("and one that is not the run's", () => {
    const elsewhere = () => openDocker({ ...harness, processEnv: { ...process.env } }).executor;
    const refused = { code: "MLX4045", summary: expect.stringMatching(/ unix:.*mlx-engine-.*docker\.sock/) };

    async function listFiles(folder: string): Promise<readonly string[]> {
      return (await readdir(folder, { recursive: true })).sort();
    }

    it("ends nothing, and changes nothing", { timeout: patience }, async () => {
      const task = await pythonTask(harness, `${program.replace("600", "6")}print("end")\n`);
      const handle = await harness.executor.submit(task);
      const { root: folder } = jobFolder(join(harness.root, "runs"), task);
      const stop = new AbortController();
      const waiting = harness.executor.wait(handle, stop.signal).catch(() => undefined);
      await waitForLine(harness.executor, handle, "up");
      stop.abort();
      await waiting;
      // Whoever observed it gives it up.
      await vi.waitFor(async () => expect(await listFiles(folder)).toContain("observer.2.json"), patience);
      const before = await listFiles(folder);
      const other = elsewhere();
      await expect(other.observe(handle)).rejects.toMatchObject(refused);
      await expect(other.stop(handle, { graceSeconds: 0 })).rejects.toMatchObject(refused);
      await expect(other.cleanup(handle)).rejects.toMatchObject(refused);
      await expect(other.collect(handle)).rejects.toMatchObject(refused);
      expect(await listFiles(folder)).toEqual(before);
      await expect(other.wait(handle, AbortSignal.timeout(patience))).rejects.toMatchObject(refused);
      await expect(other.submit(task)).rejects.toMatchObject(refused);
      expect(await listFiles(folder)).not.toContain("exit.json");
      expect(await other.list()).toContainEqual(handle);
      const { exit } = await execute(harness.reopen(), task);
      expect(exit).toMatchObject({ exitCode: 0 });
      expect(joinLines(await readLines(harness.executor, handle))).toBe("up\nend\n");
      await expect(other.cleanup(handle)).rejects.toMatchObject(refused);
      expect(await other.list()).toContainEqual(handle);
      await harness.executor.cleanup(handle);
    });
  });

  it("that comes between the making and the start is no matter", { timeout: patience }, async () => {
    const task = await pythonTask(harness, "import os\nos.kill(os.getpid(), 9)\n");
    const [command, ...args] = harness.observer;
    const observer = spawn(command, [...args, "start"], {
      stdio: ["pipe", "ignore", "inherit"],
      env: { ...process.env, DOCKER_HOST: host() },
    });
    const killed = once(observer, "exit");
    observer.stdin.end(JSON.stringify(task));
    await killed;
    await endProgram(daemon, "SIGKILL");
    await startEngine();
    const { exit } = await execute(harness.reopen(), task);
    expect(exit).toMatchObject({ exitCode: 137 });
    expect(exit.lost).toBeUndefined();
  });

  it("works as before for those who come afterwards", { timeout: patience }, async () => {
    const { exit } = await execute(harness.executor, await pythonTask(harness, "pass\n"));
    expect(exit.exitCode).toBe(0);
  });
});
