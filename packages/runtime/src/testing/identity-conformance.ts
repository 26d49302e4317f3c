import { spawn } from "node:child_process";
import { once } from "node:events";
import type { TaskSubmission } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { execute, joinLines, pythonTask, readLines, shellCode, waitForLine } from "./conformance-tasks.ts";
import type { ExecutorHarness } from "./executor-conformance.ts";

/** One job per key, whoever submits it and whoever is killed. */
export function identityConformance(current: () => ExecutorHarness): void {
  /** A task that leaves one line per start among the run's checkpoints, and its next attempt, which counts them. */
  async function countedTask(code: string, changes: Partial<TaskSubmission> = {}) {
    const harness = current();
    const starts = 'os.path.join(os.environ["MLX_CHECKPOINT_DIR"], "starts")';
    const task = await pythonTask(
      harness,
      `import os\nopen(${starts}, "a").write("started\\n")\n${code}`,
      changes,
    );
    const counting = await pythonTask(harness, `import os\nprint(len(open(${starts}).readlines()))\n`, {
      runId: task.runId,
      attempt: task.attempt + 1,
    });
    async function countStarts(): Promise<number> {
      const { handle } = await execute(harness.executor, counting);
      return Number(joinLines(await readLines(harness.executor, handle)));
    }
    return { task, countStarts };
  }

  describe("identity", () => {
    it("starts one job when the same key is submitted many times, also at once and from elsewhere", async () => {
      const { executor, reopen } = current();
      const { task, countStarts } = await countedTask('print("done")\n');
      const handles = await Promise.all(
        [executor, reopen(), executor, reopen()].map((one) => one.submit(task)),
      );
      expect(new Set(handles.map((handle) => JSON.stringify(handle))).size).toBe(1);
      const { handle, exit } = await execute(reopen(), task);
      expect(shellCode(exit)).toBe(0);
      expect(await executor.submit(task)).toEqual(handle);
      expect(await countStarts()).toBe(1);
      expect(joinLines(await readLines(executor, handle))).toBe("done\n");
    });

    it("tells when all is ready but the program's start", async () => {
      const { executor } = current();
      const { task } = await countedTask('print("done")\n');
      const key = { runId: task.runId, attempt: task.attempt };
      let looking: Promise<unknown> | undefined;
      const onStaged = () => {
        looking = executor.find(key);
      };
      const handle = await executor.submit(task, { onStaged });
      expect(await looking).toEqual(handle);
      await executor.wait(handle, AbortSignal.timeout(60_000));
    });

    it("finds a job by its key, also after it was cleaned up", async () => {
      const { executor, reopen } = current();
      const { task } = await countedTask("pass\n");
      const key = { runId: task.runId, attempt: task.attempt };
      expect(await executor.find(key)).toBeUndefined();
      const { handle } = await execute(executor, task);
      expect(await reopen().find(key)).toEqual(handle);
      await executor.cleanup(handle);
      expect(await reopen().find(key)).toEqual(handle);
      expect((await executor.observe(handle)).phase).toBe("exited");
    });

    it("says gone for a job that there never was", async () => {
      const { executor } = current();
      const handle = { runId: "no-such-run", attempt: 1, executor: executor.name, data: {} };
      expect(await executor.observe(handle)).toEqual({ phase: "gone" });
    });

    it("goes on when the process that submitted and watched it is killed", async () => {
      const { executor, observer } = current();
      const { task, countStarts } = await countedTask(
        'import sys, time\nprint("first")\ntime.sleep(1.5)\nprint("last")\nsys.exit(3)\n',
      );
      const [program, ...args] = observer;
      const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
      child.stdin.end(JSON.stringify(task));
      expect(`${(await once(child.stdout, "data"))[0]}`).toBe("submitted\n");
      child.kill("SIGKILL");
      await once(child, "exit");
      const handle = await executor.find({ runId: task.runId, attempt: task.attempt });
      if (handle === undefined) return expect.unreachable("the job is found");
      const exit = await executor.wait(handle, AbortSignal.timeout(60_000));
      expect(shellCode(exit)).toBe(3);
      expect(joinLines(await readLines(executor, handle))).toBe("first\nlast\n");
      expect(await countStarts()).toBe(1);
    });

    it("says running with the time of its start, the same to everybody", async () => {
      const { executor, reopen } = current();
      const { task } = await countedTask('import time\nprint("up")\ntime.sleep(60)\n');
      const handle = await executor.submit(task);
      await waitForLine(executor, handle, "up");
      const observation = await executor.observe(handle);
      expect(observation.phase).toBe("running");
      expect(await reopen().observe(handle)).toEqual(observation);
      await executor.stop(handle, { graceSeconds: 0 });
      await executor.wait(handle, AbortSignal.timeout(60_000));
    });

    it("stops waiting when it is told to, and the job goes on", async () => {
      const { executor } = current();
      const { task } = await countedTask("import time\ntime.sleep(1)\n");
      const handle = await executor.submit(task);
      const reason = new Error("enough");
      await expect(executor.wait(handle, AbortSignal.abort(reason))).rejects.toBe(reason);
      expect(shellCode(await executor.wait(handle, AbortSignal.timeout(60_000)))).toBe(0);
    });
  });
}
