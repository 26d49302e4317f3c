import { describe, expect, it } from "vitest";
import { exitFacts, removedContainer, stoppedBeforeStart } from "./exit-facts.ts";
import type { ContainerState } from "./inspect-container.ts";

const now = "2026-01-01T00:01:00.000Z";
const state: ContainerState = {
  id: "abc",
  phase: "exited",
  labels: {},
  exitCode: 0,
  oomKilled: false,
  error: "",
  startedAt: "2026-01-01T00:00:00.000Z",
  endedAt: "2026-01-01T00:00:30.000Z",
};
const plain = { stop: undefined, restart: undefined, startError: undefined, peakMemory: 0, now } as const;
const { startedAt, endedAt } = state;
const stop = { at: now, graceSeconds: 5 };

it("is what the engine says", () => {
  expect(exitFacts({ ...state, exitCode: 3 }, { ...plain, peakMemory: 7 })).toEqual({
    exitCode: 3,
    signal: null,
    oomKilled: false,
    startedAt,
    endedAt,
    peakMemory: 7,
  });
});

it("has no start where the program was never started", () => {
  const failed = { ...state, exitCode: 127 };
  expect(exitFacts(failed, { ...plain, startError: "no program" })).toEqual({
    exitCode: 127,
    signal: null,
    oomKilled: false,
    endedAt,
    startError: "no program",
  });
});

describe("a restart", () => {
  it.each([137, 143, 255])("is what code %i comes from", (exitCode) => {
    const lost = exitFacts({ ...state, exitCode }, { ...plain, restart: "engine" });
    expect(lost).toMatchObject({ exitCode, lost: "WORKER_LOST" });
    expect(lost.lostHow).toBe("the container engine was restarted while the program ran");
  });

  it("of the machine is told apart", () => {
    const { lostHow } = exitFacts({ ...state, exitCode: 255 }, { ...plain, restart: "machine" });
    expect(lostHow).toBe("the machine was restarted while the program ran");
  });

  it.each([
    ["another code", { ...state, exitCode: 1 }, plain],
    ["a lack of memory", { ...state, exitCode: 137, oomKilled: true }, plain],
    ["a stop", { ...state, exitCode: 143 }, { ...plain, stop }],
  ])("does not explain %s", (_, ended, circumstances) => {
    expect(exitFacts(ended, { ...circumstances, restart: "engine" }).lost).toBeUndefined();
  });
});

it("tells a deadline from a request", () => {
  const killed = { ...state, exitCode: 137 };
  expect(exitFacts(killed, { ...plain, stop }).timedOut).toBeUndefined();
  expect(exitFacts(killed, { ...plain, stop: { ...stop, timedOut: true } }).timedOut).toBe(true);
});

it("ends now where the engine does not know when", () => {
  const { endedAt: _, ...unknown } = state;
  expect(exitFacts(unknown, plain).endedAt).toBe(now);
});

it("knows ends without a container", () => {
  const none = { exitCode: null, oomKilled: false, endedAt: now };
  expect(stoppedBeforeStart(now)).toEqual({ ...none, signal: "SIGTERM" });
  expect(removedContainer(now, { how: "gone", ...(startedAt && { startedAt }) })).toEqual({
    ...none,
    signal: null,
    startedAt,
    lost: "CONTAINER_LOST",
    lostHow: "gone",
  });
});
