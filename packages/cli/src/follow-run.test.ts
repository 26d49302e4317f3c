import type { RunRecord } from "@mlx/core";
import { expect, test } from "vitest";
import { createFakeApp, createFakeInterrupts, silentProgress } from "../test/fake-context.ts";
import { recordOf, runOf } from "../test/values.ts";
import type { App, Project } from "./app.ts";
import { describeStep, followRun, type Ladder, nextStep } from "./follow-run.ts";

const running = { state: "RUNNING", phase: "EXECUTING" } as const;

test("Ctrl-C goes up the ladder; SIGTERM stops at once", () => {
  const climb = (...signals: readonly ("SIGINT" | "SIGTERM")[]) => {
    const steps: Ladder[] = ["following"];
    for (const signal of signals) steps.push(nextStep(steps.at(-1) ?? "following", signal));
    return steps;
  };
  expect(climb("SIGINT", "SIGINT", "SIGINT", "SIGINT")).toEqual([
    "following",
    "warned",
    "stopping",
    "left",
    "left",
  ]);
  expect(climb("SIGTERM", "SIGTERM")).toEqual(["following", "stopping", "left"]);
  expect(climb("SIGINT", "SIGTERM")).toEqual(["following", "warned", "stopping"]);
});

test("each step has one message", () => {
  const run = runOf(running);
  expect((["warned", "stopping", "left"] as const).map((step) => describeStep(step, run))).toEqual([
    "train of experiment/retail-nightly (run 3f2a91bc) is running; Ctrl-C again stops it",
    "stopping train of experiment/retail-nightly (run 3f2a91bc); Ctrl-C again leaves it to itself",
    "left train of experiment/retail-nightly (run 3f2a91bc) to itself: `mlx logs -f 3f2a91bc` follows it, `mlx cancel 3f2a91bc` stops it",
  ]);
});

/** Follows a run during which `during` happens, and that then stands as `record`. */
async function follow(during: (send: () => void) => void, record: RunRecord) {
  const { interrupts, send, listening } = createFakeInterrupts();
  const notes: string[] = [];
  let closed = 0;
  let cancels = 0;
  let left = false;
  const operations: Partial<App> = {
    cancelRun: async () => {
      cancels += 1;
      return { ok: true, value: record.run };
    },
    followRun: async (_, { signal }) => {
      during(() => send("SIGINT"));
      left = signal.aborted;
      return { ok: true, value: record };
    },
  };
  const result = await followRun({
    app: createFakeApp(operations),
    project: {} as Project,
    run: runOf(running),
    work: "here",
    progress: {
      event: () => {},
      note: (text) => notes.push(text),
      close: async () => {
        closed += 1;
      },
    },
    interrupts,
  });
  return { result, notes: notes.length, cancels, left, closed, listening: listening() };
}

test("without an interrupt nothing is said or stopped", async () => {
  const record = recordOf();
  expect(await follow(() => {}, record)).toEqual({
    result: { ok: true, value: { record, left: false } },
    notes: 0,
    cancels: 0,
    left: false,
    closed: 1,
    listening: 0,
  });
});

test("the second stops it, once", async () => {
  const record = recordOf({ state: "ABORTED", reason: "CANCELLED" });
  expect(
    await follow((send) => {
      send();
      send();
    }, record),
  ).toEqual({
    result: { ok: true, value: { record, left: false } },
    notes: 2,
    cancels: 1,
    left: false,
    closed: 1,
    listening: 0,
  });
});

test("leaving ends the waiting for a stop", async () => {
  const { interrupts, send } = createFakeInterrupts();
  const record = recordOf(running);
  const waited: (AbortSignal | undefined)[] = [];
  const app = createFakeApp({
    cancelRun: async (_, { signal }) => {
      waited.push(signal);
      return { ok: true, value: record.run };
    },
    followRun: async () => {
      for (const _time of [1, 2, 3]) send("SIGINT");
      return { ok: true, value: record };
    },
  });
  const followed = followRun({
    app,
    project: {} as Project,
    run: runOf(running),
    work: "here",
    progress: silentProgress,
    interrupts,
  });
  expect(await followed).toEqual({ ok: true, value: { record, left: true } });
  expect(waited.map((signal) => signal?.aborted)).toEqual([true]);
});

test("the third leaves it to itself", async () => {
  const record = recordOf(running);
  expect(
    await follow((send) => {
      send();
      send();
      send();
    }, record),
  ).toEqual({
    result: { ok: true, value: { record, left: true } },
    notes: 3,
    cancels: 1,
    left: true,
    closed: 1,
    listening: 0,
  });
});

test("where the following fails by a bug, the stopping is waited for, and its end is no rejection of its own", async () => {
  const { interrupts, send } = createFakeInterrupts();
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);
  process.on("unhandledRejection", note);
  let stopped = false;
  const app = createFakeApp({
    cancelRun: async (_, { signal }) => {
      await new Promise<void>((end) => signal?.addEventListener("abort", () => setImmediate(end)));
      stopped = true;
      throw new RangeError("the store was used after it was closed");
    },
    followRun: async () => {
      for (const _time of [1, 2]) send("SIGINT");
      throw new SyntaxError("a bug");
    },
  });
  const run = runOf(running);
  const project = {} as Project;
  const followed = followRun({ app, project, run, work: "here", progress: silentProgress, interrupts });
  await expect(followed).rejects.toThrow("a bug");
  expect(stopped).toBe(true);
  await new Promise((turn) => setImmediate(turn));
  process.off("unhandledRejection", note);
  expect(rejections).toEqual([]);
});
