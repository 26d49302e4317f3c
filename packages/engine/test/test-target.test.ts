import type { Messenger } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { testTarget } from "../src/index.ts";
import { createWorld } from "./world.ts";

describe("a test of a target", () => {
  const settings = {
    notifications: {
      webhooks: {
        ops: { url: "https://example.org", events: ["model.ready"], allowPrivate: false, timeoutSeconds: 10 },
      },
      smtp: { host: "mail", port: 587, security: "starttls", from: "mlx@example.org", timeoutSeconds: 30 },
    },
  } as const;
  const signal = new AbortController().signal;

  test.each([
    ["ops", "webhook/ops"],
    ["webhook/ops", "webhook/ops"],
    ["ann@example.org", "email/ann@example.org"],
    ["email/ann@example.org", "email/ann@example.org"],
  ])("%s", async (text, target) => {
    const world = await createWorld();
    const messenger: Messenger = { send: async () => ({ result: "taken", answer: "fine" }) };
    const tested = await testTarget(text, { ...world.deps, messenger, settings }, signal);
    expect(tested).toMatchObject({
      result: "taken",
      attempt: { answer: "fine" },
      delivery: { target, state: "DELIVERED", payload: { data: { test: true, project: "test" } } },
    });
    expect(await world.store.deliveries.list({}, { limit: 1 })).toEqual([]);
  });

  test("says what is wrong, and what targets there are", async () => {
    const world = await createWorld();
    const messenger: Messenger = { send: async () => ({ result: "later", problem: "it answered 500" }) };
    const deps = { ...world.deps, messenger, settings };
    expect(await testTarget("ops", deps, signal)).toMatchObject({
      result: "later",
      attempt: { problem: "it answered 500" },
      delivery: { state: "FAILED" },
    });
    for (const text of ["gone", "webhook/gone", "toString", "a@b@c", "email/x"])
      await expect(testTarget(text, deps, signal)).rejects.toMatchObject({
        code: "MLX3050",
        detail: expect.stringContaining("ops"),
      });
    const withoutEmail = { ...deps, settings: { notifications: { webhooks: {} } } };
    await expect(testTarget("ann@example.org", withoutEmail, signal)).rejects.toMatchObject({
      code: "MLX3050",
      detail: expect.stringContaining("notifications.smtp"),
    });
  });
});
