import { expect, test } from "vitest";
import { createFakeInterrupts, runFake } from "../../test/fake-context.ts";
import type { App } from "../app.ts";

const words = ["doctor", "image", "retail:1.4"];

test("Ctrl-C reaches the check; when it has stopped, the exit is 130", async () => {
  const interrupt = new AbortController();
  const app: Partial<App> = {
    checkImage: async (_, { signal }) => {
      interrupt.abort();
      signal.throwIfAborted();
      return { ok: true, value: { reference: "", image: "", checks: [], needed: {} } };
    },
  };
  const interrupts = {
    ...createFakeInterrupts().interrupts,
    during: <T>(use: (signal: AbortSignal) => Promise<T>) => use(interrupt.signal),
  };
  const { exit, stdout, stderr } = await runFake(words, { app, interrupts });
  expect({ exit, stdout, stderr }).toEqual({
    exit: 130,
    stdout: "",
    stderr: "interrupted; its container is removed",
  });
});

test("--json names the image as it was written, and as it is pinned", async () => {
  const value = { reference: "retail:1.4", image: "retail:1.4@sha256:0", checks: [], needed: {} };
  const app: Partial<App> = { checkImage: async () => ({ ok: true, value }) };
  const { exit, stdout } = await runFake([...words, "--json"], { app });
  expect([exit, JSON.parse(stdout)]).toEqual([0, { version: 1, kind: "image", ...value }]);
});

test("a problem is shown, and is a failure", async () => {
  const problem = {
    name: "train",
    outcome: "problem",
    detail: "it exits with code 1 even when trusted",
  } as const;
  const value = {
    reference: "retail:1.4",
    image: "retail:1.4@sha256:0",
    checks: [problem],
    needed: undefined,
  };
  const app: Partial<App> = { checkImage: async () => ({ ok: true, value }) };
  const { exit, stdout, stderr } = await runFake(words, { app });
  expect([exit, stdout, stderr]).toEqual([
    1,
    expect.stringContaining("even when trusted"),
    expect.stringContaining("MLX8109"),
  ]);
});
