/** What the ends of real containers come to. */
import { randomUUID } from "node:crypto";
import type { TaskSubmission } from "@mlx/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute, pythonTask } from "../src/testing/conformance-tasks.ts";
import type { DockerHarness } from "./docker-harness.ts";
import { createDockerHarness, testImage, withoutDocker } from "./docker-harness.ts";

describe.skipIf(withoutDocker !== undefined)("exit codes of containers", () => {
  let harness: DockerHarness;
  beforeAll(async () => {
    harness = await createDockerHarness();
  });
  afterAll(() => harness.close());

  const end = async (code: string, changes: Partial<TaskSubmission> = {}) =>
    (await execute(harness.executor, await pythonTask(harness, code, changes))).exit;

  it.each([0, 1, 2, 75, 126, 127, 137, 139, 143, 255])("%i is the program's own", async (code) => {
    const exit = await end(`import os\nos._exit(${code})\n`);
    expect(exit).toEqual({
      exitCode: code,
      signal: null,
      oomKilled: false,
      startedAt: expect.stringMatching(/^20.*Z$/),
      endedAt: expect.stringMatching(/^20.*Z$/),
    });
  });

  it.each([
    ["SIGSEGV", 139],
    ["SIGTERM", 143],
    ["SIGKILL", 137],
  ])("%s is %i", async (signal, code) => {
    const exit = await end(`import os, signal\nos.kill(os.getpid(), signal.${signal})\n`);
    expect(exit).toMatchObject({ exitCode: code, signal: null, oomKilled: false });
  });

  const small: Partial<TaskSubmission> = { specification: { type: "ContainerTaskSpec", memoryInMB: 64 } };

  it("137 with the mark of the kernel is a lack of memory", async () => {
    const task = await pythonTask(harness, "x = bytearray(200_000_000)\nprint(len(x))\n", small);
    const { handle, exit } = await execute(harness.executor, task);
    expect(exit).toMatchObject({ exitCode: 137, oomKilled: true });
    expect((await harness.executor.collect(handle)).hints).toEqual([
      "give it more memory: `memoryInMB` in the task's specification; /tmp and /dev/shm count against it",
    ]);
  });

  it("0 with the mark of the kernel: a child was killed for lack of memory", async () => {
    const code = `import subprocess, sys
subprocess.run([sys.executable, "-c", "x = bytearray(200_000_000)"])
`;
    expect(await end(code, small)).toMatchObject({ exitCode: 0, oomKilled: true });
  });

  /** A recipe with an image, whose program is the image's own. */
  const imageTask: Partial<TaskSubmission> = { origin: { image: testImage } };
  const started = { startedAt: expect.anything() };

  it.each<[string, Partial<TaskSubmission>]>([
    ["without secrets", {}],
    ["with secrets", { env: { TOKEN: "s3cr3t-value" }, secretValues: ["s3cr3t-value"] }],
  ])("127 before the start says that the image has no program for the task: %s", async (_, changes) => {
    const exit = await end("", { ...imageTask, command: [], ...changes });
    expect(exit).toMatchObject({ exitCode: 127, signal: null, oomKilled: false });
    expect(exit).not.toMatchObject(started);
    expect(exit.startError).toBe(
      "the image has no program `train`\nAdd an executable `train` to it (on its PATH), or name its program in the recipe: `command: { train: [python3, my_program.py] }`.",
    );
  });

  it("127 before the start names a command that is not there", async () => {
    const { startError } = await end("", { command: ["/opt/no/such"] });
    expect(startError).toMatch(/^\/opt\/no\/such was not found in the container/);
  });

  it("126 before the start says that it cannot be executed", async () => {
    const exit = await end("", { ...imageTask, command: ["/etc/passwd"] });
    expect(exit.exitCode).toBe(126);
    expect(exit.startError).toMatch(/^\/etc\/passwd is not executable in the container/);
  });

  it("what the engine does not start ends with its own words", async () => {
    const container = { profile: "strict", pull: "never", network: `mlx-no-${randomUUID()}` } as const;
    const exit = await end("", { ...imageTask, container });
    expect(exit.startError).toMatch(
      /^the engine could not start the container: network mlx-no-.* not found$/,
    );
    expect(exit).not.toMatchObject(started);
  });

  it("hints at the setting that was in the way", async () => {
    const task = await pythonTask(harness, 'open("/opt/model.bin", "w")\n');
    const { handle, exit } = await execute(harness.executor, task);
    expect(exit.exitCode).toBe(1);
    const { hints } = await harness.executor.collect(handle);
    expect(hints[0]).toContain("`container: { readOnlyRoot: false }`");
    expect(hints.at(-1)).toMatch(/^`mlx doctor image .*` tries out/);
  });

  it("a FIFO or a device where an output is expected keeps nobody waiting", async () => {
    const code = `import os
os.mkfifo(os.path.join(os.environ["SM_MODEL_DIR"], "pipe"))
for name in ("failure", "metrics.json", "metrics.jsonl"): os.mkfifo(os.path.join(os.environ["SM_OUTPUT_DIR"], name))
`;
    const { handle, exit } = await execute(harness.executor, await pythonTask(harness, code));
    expect(exit.exitCode).toBe(0);
    const outputs = await harness.executor.collect(handle);
    expect({ metrics: outputs.finalMetrics, failure: outputs.failure }).toEqual({ metrics: {} });
    expect((await harness.executor.metrics(handle, 0)).points).toEqual([]);
    await harness.executor.cleanup(handle);
  });
});
