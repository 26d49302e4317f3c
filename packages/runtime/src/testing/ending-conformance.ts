import type { ExitFacts } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { findMarkedProcesses } from "../process/job-processes.ts";
import { execute, joinLines, pythonTask, readLines, shellCode, waitForLine } from "./conformance-tasks.ts";
import type { ExecutorHarness } from "./executor-conformance.ts";

const obstinate =
  'import signal, time\nsignal.signal(signal.SIGTERM, lambda *_: print("no"))\nprint("up", flush=True)\nwhile True: time.sleep(60)\n';

/** How jobs end: by themselves, by being stopped, by their deadline. */
export function endingConformance(current: () => ExecutorHarness): void {
  describe("exit", () => {
    it.each([0, 1, 75, 126, 127, 137, 143, 255])("passes on the exit code %i", async (code) => {
      const { executor } = current();
      const { exit } = await execute(executor, await pythonTask(current(), `import os\nos._exit(${code})\n`));
      expect({ exitCode: exit.exitCode, oomKilled: exit.oomKilled }).toEqual({
        exitCode: code,
        oomKilled: false,
      });
      expect(exit.startError).toBeUndefined();
    });

    it.each([
      ["SIGSEGV", 139],
      ["SIGKILL", 137],
    ])("says which signal ended it: %s", async (signal, code) => {
      const program = `import os, signal\nos.kill(os.getpid(), signal.${signal})\n`;
      const { exit } = await execute(current().executor, await pythonTask(current(), program));
      expect(shellCode(exit)).toBe(code);
      expect(exit.oomKilled).toBe(false);
      expect(exit.lost).toBeUndefined();
    });

    it("says so when the program could not be started", async () => {
      const task = await pythonTask(current(), "", { command: ["no-such-program"] });
      const { exit } = await execute(current().executor, task);
      expect(exit.exitCode).toBe(127);
      expect(exit.startError).toContain("no-such-program");
    });

    it("measures times and memory", async () => {
      // Memory is looked at now and then, and on a busy machine with long pauses.
      const program = 'import time\nkept = b"x" * 80_000_000\ntime.sleep(3)\n';
      const { exit } = await execute(current().executor, await pythonTask(current(), program));
      expect(Date.parse(exit.endedAt) - Date.parse(exit.startedAt ?? "")).toBeGreaterThanOrEqual(3000);
      if (exit.peakMemory !== undefined) expect(exit.peakMemory).toBeGreaterThan(80_000_000);
    });

    it("ends what the program left running", async () => {
      const program = `import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid)
`;
      const task = await pythonTask(current(), program, { stopGraceSeconds: 1 });
      const { handle, exit } = await execute(current().executor, task);
      expect(shellCode(exit)).toBe(0);
      expect(findMarkedProcesses(task)).toEqual([]);
      const warnings = (await current().executor.collect(handle)).warnings.join();
      if (current().remains === "stopped") expect(warnings).toMatch(/left .*processes/);
      else expect(warnings).toBe("");
    });
  });

  describe("stop", () => {
    it("sends SIGTERM, and the program may end in its own way", async () => {
      const program =
        'import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(7))\nprint("up", flush=True)\ntime.sleep(60)\n';
      const { executor, reopen } = current();
      const handle = await executor.submit(await pythonTask(current(), program));
      await waitForLine(executor, handle, "up");
      await reopen().stop(handle, { graceSeconds: 30 });
      await executor.stop(handle, { graceSeconds: 30 });
      const exit = await executor.wait(handle, AbortSignal.timeout(20_000));
      expect({ code: shellCode(exit), timedOut: exit.timedOut }).toEqual({ code: 7, timedOut: undefined });
    });

    it("kills a program that ignores SIGTERM, with its children, once the grace is over", async () => {
      const { executor } = current();
      const program = `import subprocess, sys\nsubprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])\n${obstinate}`;
      const handle = await executor.submit(await pythonTask(current(), program));
      await waitForLine(executor, handle, "up");
      await executor.stop(handle, { graceSeconds: 1 });
      const exit = await executor.wait(handle, AbortSignal.timeout(20_000));
      expect(shellCode(exit)).toBe(137);
      expect(exit.oomKilled).toBe(false);
      expect(joinLines(await readLines(executor, handle))).toBe("up\nno\n");
    });

    it("takes a second, more urgent request", async () => {
      const { executor } = current();
      const handle = await executor.submit(await pythonTask(current(), obstinate));
      await waitForLine(executor, handle, "up");
      await executor.stop(handle, { graceSeconds: 600 });
      await executor.stop(handle, { graceSeconds: 0 });
      expect(shellCode(await executor.wait(handle, AbortSignal.timeout(20_000)))).toBe(137);
    });

    it("does nothing to a job that has ended", async () => {
      const { executor } = current();
      const { handle, exit } = await execute(executor, await pythonTask(current(), "pass\n"));
      await executor.stop(handle, { graceSeconds: 0 });
      const expected: ExitFacts = exit;
      expect(await executor.observe(handle)).toEqual({ phase: "exited", exit: expected });
    });

    it("stops at the deadline, SIGTERM first", async () => {
      const task = await pythonTask(current(), obstinate, { timeoutSeconds: 1, stopGraceSeconds: 1 });
      const { handle, exit } = await execute(current().executor, task);
      expect({ code: shellCode(exit), timedOut: exit.timedOut }).toEqual({ code: 137, timedOut: true });
      expect(joinLines(await readLines(current().executor, handle))).toBe("up\nno\n");
    });
  });
}
