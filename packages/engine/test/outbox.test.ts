import {
  type Address,
  type Delivery,
  type DeliveryStore,
  type DesiredState,
  type Messenger,
  type NewTick,
  type NotificationSettings,
  type NotificationSpec,
  type Store,
  timestamp,
  type WebhookSettings,
} from "@mlx/core";
import { describe, expect, test } from "vitest";
import { cancelRun, createRun, executeRun, fillOutbox, retryRun, sendDue } from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import type { FakeProgram } from "./fake-executor.ts";
import { desiredState, fit, instance, type World } from "./world.ts";

const fails: FakeProgram = {
  exit: { exitCode: 1 },
  outputs: { stderrTail: ["before", "KeyError: 'price'"] },
};
const ann: NotificationSpec = { email: ["ann@example.org"], emailOnRetry: true, emailOnFailure: true };

function webhook(events: WebhookSettings["events"]): WebhookSettings {
  return { url: "https://example.org", events, allowPrivate: false, timeoutSeconds: 10 };
}

const everything = webhook([
  "run.succeeded",
  "run.failed",
  "run.aborted",
  "run.retrying",
  "model.ready",
  "schedule.skipped",
  "schedule.failed",
]);

const withNotification = (state: DesiredState, notification: NotificationSpec): DesiredState => ({
  ...state,
  resources: state.resources.map((resource) =>
    resource.kind === "experiment" && resource.address === fit
      ? { ...resource, spec: { ...resource.spec, notification } }
      : resource,
  ),
});

/** What was before the first time that an outbox is filled is told to nobody. */
async function beginTelling({ deps }: World): Promise<void> {
  await fillOutbox({ ...deps, settings: { notifications: { webhooks: {} } } });
}

async function worldWith(
  programs: readonly FakeProgram[],
  { notification, maxRetries = 0 }: { notification?: NotificationSpec; maxRetries?: number } = {},
) {
  const state = desiredState({ maxRetries });
  const world = await createAppliedWorld(
    programs,
    notification === undefined ? state : withNotification(state, notification),
  );
  await beginTelling(world);
  return world;
}

async function runOnce({ deps }: World, target: Address = fit) {
  const run = await createRun({ target, parameters: {} }, deps);
  await executeRun(run.id, deps, new AbortController().signal);
  return run;
}

async function outboxOf(world: World, notifications: NotificationSettings): Promise<readonly Delivery[]> {
  await fillOutbox({ ...world.deps, settings: { notifications } });
  return [...(await world.store.deliveries.list({}, { limit: 100 }))].reverse();
}

/** A field of what is said of the run. */
const pick = (payload: Delivery["payload"] | undefined, field: string): readonly unknown[] => {
  const { run } = Object(payload?.data);
  return field in run ? [run[field]] : [];
};

const told = (deliveries: readonly Delivery[]) => deliveries.map(({ event, target }) => `${event} ${target}`);

describe("who is told of what", () => {
  test("nobody of what was before there was anybody to tell", async () => {
    const world = await createAppliedWorld([fails, fails]);
    await runOnce(world);
    expect(await outboxOf(world, { webhooks: { ops: everything } })).toEqual([]);
    await runOnce(world);
    expect(told(await outboxOf(world, { webhooks: { ops: everything } }))).toEqual([
      "run.failed webhook/ops",
    ]);
  });

  test("a success, and the model that it made", async () => {
    const world = await worldWith([{}], { notification: ann });
    const run = await runOnce(world);
    const deliveries = await outboxOf(world, { webhooks: { ops: everything } });
    expect(told(deliveries)).toEqual(["run.succeeded webhook/ops", "model.ready webhook/ops"]);
    expect(deliveries[1]?.payload).toMatchObject({
      version: 1,
      type: "model.ready",
      text: `experiment/fit (test, run ${run.id.slice(0, 8)}) made model/small@v1`,
      data: { project: "test", run: { id: run.id, state: "DONE", reason: "OK", model: "model/small@v1" } },
    });
  });

  test("a failure, with what is known of it", async () => {
    const world = await worldWith([fails], { notification: ann });
    const run = await runOnce(world);
    const deliveries = await outboxOf(world, { webhooks: { ops: everything } });
    expect(told(deliveries)).toEqual(["run.failed webhook/ops", "run.failed email/ann@example.org"]);
    const [first] = deliveries;
    expect(first?.subject).toBe(`run/${run.id}`);
    expect(first?.payload).toMatchObject({
      text: expect.stringMatching(/^experiment\/fit \(test, run .{8}\) failed: NON_ZERO_EXIT: /),
      data: {
        run: {
          task: "train",
          trigger: "manual",
          instance,
          experiment: fit,
          reason: "NON_ZERO_EXIT",
          attempt: 1,
          lastLines: ["before", "KeyError: 'price'"],
        },
      },
    });
    expect(deliveries[1]?.payload).toEqual(first?.payload);
  });

  test("each failure with what its own attempt said, however late that is told", async () => {
    const saying = (line: string): FakeProgram => ({ ...fails, outputs: { stderrTail: [line] } });
    const world = await worldWith([saying("one"), saying("two"), saying("three"), {}], { maxRetries: 1 });
    const { id } = await runOnce(world);
    await retryRun(id, world.deps);
    await executeRun(id, world.deps, new AbortController().signal);
    const deliveries = await outboxOf(world, { webhooks: { ops: everything } });
    expect(
      deliveries.map(({ event, payload }) => [
        event,
        ...pick(payload, "attempt"),
        ...pick(payload, "lastLines"),
      ]),
    ).toEqual([
      ["run.retrying", 1, ["one"]],
      ["run.failed", 2, ["two"]],
      ["run.retrying", 3, ["three"]],
      ["run.succeeded", 4],
      ["model.ready", 4],
    ]);
  });

  test("a run that had ended before its first attempt says so of that end", async () => {
    const world = await worldWith([{}]);
    const { id } = await createRun({ target: fit, parameters: {} }, world.deps);
    await cancelRun({ run: id, force: false }, world.deps);
    await retryRun(id, world.deps);
    await executeRun(id, world.deps, new AbortController().signal);
    const [aborted] = await outboxOf(world, { webhooks: { ops: everything } });
    expect([aborted?.event, ...pick(aborted?.payload, "attempt")]).toEqual(["run.aborted", 0]);
  });

  test("a chain of failed attempts: one retry and one failure each; a reopened run begins another", async () => {
    const world = await worldWith(Array(6).fill(fails), { notification: ann, maxRetries: 2 });
    const webhooks = { ops: webhook(["run.failed", "run.retrying"]) };
    const run = await runOnce(world);
    const chain = [
      "run.retrying webhook/ops",
      "run.retrying email/ann@example.org",
      "run.failed webhook/ops",
      "run.failed email/ann@example.org",
    ];
    expect(told(await outboxOf(world, { webhooks }))).toEqual(chain);
    await retryRun(run.id, world.deps);
    await executeRun(run.id, world.deps, new AbortController().signal);
    expect(told(await outboxOf(world, { webhooks }))).toEqual([...chain, ...chain]);
  });

  test("the same, however often the outbox looks", async () => {
    const world = await worldWith(Array(3).fill(fails), { notification: ann, maxRetries: 2 });
    const notifications = { webhooks: { ops: webhook(["run.failed", "run.retrying"]) } };
    const run = await createRun({ target: fit, parameters: {} }, world.deps);
    const running = executeRun(run.id, world.deps, new AbortController().signal);
    let ended = false;
    void running.finally(() => {
      ended = true;
    });
    while (!ended) {
      await outboxOf(world, notifications);
      await new Promise((next) => setImmediate(next));
    }
    expect((await outboxOf(world, notifications)).length).toBe(4);
  });

  test("only the events that a webhook lists, and the webhooks that the experiment names", async () => {
    const webhooks = { all: everything, models: webhook(["model.ready"]), other: everything };
    const named = await worldWith([{}], { notification: { ...ann, webhooks: ["models", "gone"] } });
    await runOnce(named);
    expect(told(await outboxOf(named, { webhooks }))).toEqual(["model.ready webhook/models"]);
    const unnamed = await worldWith([fails]);
    await runOnce(unnamed);
    expect(told(await outboxOf(unnamed, { webhooks }))).toEqual([
      "run.failed webhook/all",
      "run.failed webhook/other",
    ]);
  });

  test("an e-mail only where it was asked for, once to each address", async () => {
    const two = ["ann@example.org", "ben@example.org", "ann@example.org"];
    const world = await worldWith([fails, fails], {
      notification: { email: two, emailOnRetry: false, emailOnFailure: true },
      maxRetries: 1,
    });
    await runOnce(world);
    expect(told(await outboxOf(world, { webhooks: {} }))).toEqual([
      "run.failed email/ann@example.org",
      "run.failed email/ben@example.org",
    ]);
    const silent = await worldWith([fails], { notification: { ...ann, emailOnFailure: false } });
    await runOnce(silent);
    expect(await outboxOf(silent, { webhooks: {} })).toEqual([]);
  });

  test("a cancelled run is told to webhooks alone", async () => {
    const world = await worldWith([], { notification: ann });
    const run = await createRun({ target: fit, parameters: {} }, world.deps);
    await world.store.runs.requestStop(run.id, {
      reason: "CANCELLED",
      actor: "ann",
      at: timestamp(world.clock.now()),
    });
    expect(told(await outboxOf(world, { webhooks: { ops: everything } }))).toEqual([
      "run.aborted webhook/ops",
    ]);
  });

  test("a run that nobody hears of leaves nothing, and is passed over for good", async () => {
    const world = await worldWith([fails]);
    await runOnce(world);
    expect(await outboxOf(world, { webhooks: {} })).toEqual([]);
    expect(await outboxOf(world, { webhooks: { ops: everything } })).toEqual([]);
  });
});

describe("ticks", () => {
  const nominal = (minute: number) => timestamp(Date.UTC(2026, 0, 1, 0, minute));
  const tick = (minute: number, more: Partial<NewTick>): NewTick => ({
    nominal: nominal(minute),
    outcome: "FIRED",
    evaluatedAt: nominal(minute),
    ...more,
  });

  async function worldWithTicks(ticks: readonly NewTick[]) {
    const state = desiredState();
    const scheduled: DesiredState = withNotification(
      {
        ...state,
        resources: state.resources.map((resource) =>
          resource.kind === "experiment" && resource.address === fit
            ? { ...resource, spec: { ...resource.spec, schedule } }
            : resource,
        ),
      },
      ann,
    );
    const world = await createAppliedWorld([], scheduled);
    await beginTelling(world);
    const id = (await world.store.schedules.get(fit))?.id ?? "";
    await world.store.schedules.evaluate([id], nominal(0), ({ schedule: { lastEvaluated } }) => ({
      lastEvaluated,
      ticks,
      runs: [],
      replaced: [],
    }));
    return world;
  }

  test("those that were skipped, or could not be started; not those that went as asked", async () => {
    const world = await worldWithTicks([
      tick(1, { outcome: "COALESCED", range: { until: nominal(2), count: 2 } }),
      tick(3, { outcome: "SKIPPED_DST" }),
      tick(4, { outcome: "SKIPPED_OVERLAP", message: "run 1a2b3c4d has not ended" }),
      tick(5, { outcome: "SKIPPED_DEADLINE" }),
      tick(6, { outcome: "SKIPPED_LIMIT", range: { until: nominal(8), count: 3 } }),
      tick(9, { outcome: "SKIPPED_CATCHUP" }),
    ]);
    const deliveries = await outboxOf(world, { webhooks: { ops: everything } });
    expect(told(deliveries)).toEqual(Array(4).fill("schedule.skipped webhook/ops"));
    expect(deliveries[0]?.payload).toEqual({
      version: 1,
      type: "schedule.skipped",
      timestamp: nominal(4),
      text: `experiment/fit (test) was skipped for ${nominal(4)}: run 1a2b3c4d has not ended`,
      data: {
        project: "test",
        tick: {
          experiment: fit,
          outcome: "SKIPPED_OVERLAP",
          nominal: nominal(4),
          message: "run 1a2b3c4d has not ended",
        },
      },
    });
    expect(deliveries[2]?.payload).toMatchObject({ data: { tick: { until: nominal(8), count: 3 } } });
  });

  test("people are written to once for a series of failures, webhooks each time", async () => {
    const failed = { outcome: "FAILED", message: "instance/small has no trained model" } as const;
    const world = await worldWithTicks([
      tick(1, failed),
      tick(2, failed),
      tick(3, { outcome: "SKIPPED_OVERLAP" }),
      tick(4, failed),
    ]);
    expect(told(await outboxOf(world, { webhooks: { ops: webhook(["schedule.failed"]) } }))).toEqual([
      "schedule.failed webhook/ops",
      "schedule.failed email/ann@example.org",
      "schedule.failed webhook/ops",
      "schedule.failed webhook/ops",
      "schedule.failed email/ann@example.org",
    ]);
  });
});

const schedule = {
  cron: ["* * * * *"],
  timezone: "UTC",
  catchUp: "latest",
  catchUpLimit: 10,
  concurrency: "forbid",
  maxConcurrent: 1,
  queueLimit: 1,
  dst: { gap: "shift", overlap: "first" },
  jitterSeconds: 0,
  suspend: false,
} as const;

test("killed at any write, everything is in the outbox once and is sent at least once", async () => {
  const notifications = { webhooks: { ops: everything, more: webhook(["run.failed", "run.retrying"]) } };
  const expected = await (async () => {
    const world = await worldWith(Array(3).fill(fails), { notification: ann, maxRetries: 2 });
    await runOnce(world);
    return (await outboxOf(world, notifications)).length;
  })();
  expect(expected).toBe(6);
  for (const after of [false, true]) {
    for (let kill = 1; ; kill += 1) {
      const world = await worldWith(Array(3).fill(fails), { notification: ann, maxRetries: 2 });
      await runOnce(world);
      const sent: string[] = [];
      let writes = 0;
      const dying = dieAt(world.store, () => {
        writes += 1;
        return writes === kill ? (after ? "after" : "before") : "no";
      });
      const messenger: Messenger = {
        send: async ({ id }) => {
          sent.push(id);
          return { result: "taken", answer: "ok" };
        },
      };
      for (let life = 0; life < 3; life += 1) {
        const deps = { ...world.deps, store: dying, messenger, settings: { notifications } };
        await fillOutbox(deps)
          .then(() => sendDue(deps, new AbortController().signal))
          .catch((error: unknown) => expect(error).toBe(killed));
        await world.advance(180_000);
      }
      const deliveries = await world.store.deliveries.list({}, { limit: 100 });
      expect(deliveries.map(({ state }) => state)).toEqual(Array(expected).fill("DELIVERED"));
      expect(new Set(sent)).toEqual(new Set(deliveries.map(({ id }) => id)));
      expect(sent.length).toBeLessThanOrEqual(expected + 4);
      if (writes < kill) break;
    }
  }
});

const killed = new Error("killed");

function dieAt(store: Store, when: () => "no" | "before" | "after"): Store {
  const dying = async <T>(write: () => Promise<T>): Promise<T> => {
    const now = when();
    if (now === "before") throw killed;
    const result = await write();
    if (now === "after") throw killed;
    return result;
  };
  const { deliveries } = store;
  const wrapped: DeliveryStore = {
    ...deliveries,
    enqueue: (...given) => dying(() => deliveries.enqueue(...given)),
    claim: (...given) => dying(() => deliveries.claim(...given)),
    giveBack: (...given) => dying(() => deliveries.giveBack(...given)),
    settle: (...given) => dying(() => deliveries.settle(...given)),
  };
  return { ...store, deliveries: wrapped };
}

test("two processes that fill the same outbox make nothing twice", async () => {
  const world = await worldWith(Array(3).fill(fails), { notification: ann, maxRetries: 2 });
  await runOnce(world);
  const deps = { ...world.deps, settings: { notifications: { webhooks: { ops: everything } } } };
  await Promise.all([fillOutbox(deps), fillOutbox(deps), fillOutbox(deps)]);
  expect(told(await outboxOf(world, deps.settings.notifications)).length).toBe(4);
});
