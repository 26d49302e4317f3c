/** A container whose job was submitted from another state folder, on the same engine and for the same store. */
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pythonTask, waitForLine } from "../src/testing/conformance-tasks.ts";
import type { DockerHarness } from "./docker-harness.ts";
import { createDockerHarness, openDocker, withoutDocker } from "./docker-harness.ts";

describe.skipIf(withoutDocker !== undefined)("a container of another state folder", () => {
  let harness: DockerHarness;
  let root: string;
  beforeAll(async () => {
    harness = await createDockerHarness();
    root = await mkdtemp(join(tmpdir(), "mlx-elsewhere-"));
    await symlink(join(harness.root, "artifacts"), join(root, "artifacts"));
  });
  afterAll(async () => {
    await harness.close();
    await rm(root, { recursive: true, force: true });
  });

  const elsewhere = () => openDocker({ root, installation: harness.installation }).executor;
  const refused = {
    code: "MLX4046",
    detail: expect.stringContaining("mlx-docker-"),
  };

  it("is found while it runs, and neither judged, stopped nor started again", async () => {
    const task = await pythonTask(harness, 'import time\nprint("up", flush=True)\ntime.sleep(600)\n');
    const key = { runId: task.runId, attempt: task.attempt };
    const other = elsewhere();
    expect(await other.find(key)).toBeUndefined();
    const handle = await harness.executor.submit(task);
    await waitForLine(harness.executor, handle, "up");
    const found = await other.find(key);
    expect(found).toEqual(handle);
    await expect(other.observe(handle)).rejects.toMatchObject(refused);
    await other.stop(handle, { graceSeconds: 0 });
    const again = harness.reopen();
    expect((await again.observe(handle)).phase).toBe("running");
    await expect(other.submit(task)).rejects.toMatchObject(refused);
    expect((await again.observe(handle)).phase).toBe("running");
    await again.stop(handle, { graceSeconds: 0 });
    await again.wait(handle, AbortSignal.timeout(60_000));
    expect(await elsewhere().find({ ...key, attempt: 2 })).toBeUndefined();
  });

  it("is not found any more once it has ended", async () => {
    const task = await pythonTask(harness, "pass\n");
    const handle = await harness.executor.submit(task);
    await harness.executor.wait(handle, AbortSignal.timeout(60_000));
    expect(await elsewhere().find(handle)).toBeUndefined();
    expect(await elsewhere().observe(handle)).toEqual({ phase: "gone" });
  });
});
