import {
  InternalError,
  isTerminal,
  MlxError,
  type Run,
  type RunEvent,
  type RunState,
  type RunStatus,
  runTransitions,
  type Store,
} from "@mlx/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, attemptOf, newRun, worker } from "../src/testing/samples.ts";
import { createMemoryStore } from "../src/testing.ts";

type WorkerName = "a" | "b";
type Step = { readonly by: WorkerName; readonly after: number } & (
  | { readonly type: "claim"; readonly takeOver: boolean }
  | { readonly type: "transition"; readonly status: RunStatus; readonly endsAttempt: boolean }
  | { readonly type: "end"; readonly status: RunStatus }
  | { readonly type: "heartbeat" | "release" | "attempt" | "end-attempt" | "event" | "stop" }
);

/** What a run must be, in the fewest words. */
interface Model {
  state: RunState;
  epoch: number;
  holder: WorkerName | undefined;
  expires: number;
  stop: boolean;
  attempt: "none" | "under way" | "ended";
}

/** A number of the outcome: refused as too late, a bug, nothing, or done. */
type Outcome = "MLX5020" | "bug" | "not to be had" | "done";

const ttlSeconds = 60;
const statuses: readonly RunStatus[] = [
  { state: "RUNNING", phase: "EXECUTING" },
  { state: "RETRY", reason: "NON_ZERO_EXIT", message: "exit 1", nextAttemptAt: at(30) },
  { state: "DONE", reason: "OK" },
  { state: "FAILED", reason: "OOM_KILLED", message: "out of memory" },
  { state: "ABORTED", reason: "REPLACED" },
];
const endings = statuses.flatMap((status) => (isTerminal(status.state) ? [status] : []));

const place = { by: fc.constantFrom<WorkerName>("a", "b"), after: fc.constantFrom(0, 1, 61) };
/** Ends are rare, so that much happens before. */
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("claim"), takeOver: fc.boolean(), ...place }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("transition"),
      status: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...statuses.slice(0, 2)) },
        { weight: 1, arbitrary: fc.constantFrom(...endings) },
      ),
      endsAttempt: fc.boolean(),
      ...place,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("end"), status: fc.constantFrom(...endings), ...place }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constantFrom("heartbeat", "release", "release", "attempt", "attempt", "end-attempt", "event"),
      ...place,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("stop"), ...place }) },
);

/** What must come of a step; changes the model accordingly. */
function expectStep(model: Model, step: Step, epoch: number, now: number): Outcome {
  const become = (state: RunState) => {
    model.state = state;
    if (state !== "RUNNING") model.holder = undefined;
  };
  if (step.type === "stop") {
    if (isTerminal(model.state) || model.stop) return "done";
    model.stop = true;
    if (model.state !== "RUNNING") become("ABORTED");
    return "done";
  }
  if (step.type === "claim") {
    const free = model.holder === undefined || model.expires <= now || step.takeOver;
    if (isTerminal(model.state) || !free) return "not to be had";
    Object.assign(model, { state: "RUNNING", epoch: model.epoch + 1, holder: step.by });
    model.expires = now + ttlSeconds;
    return "done";
  }
  const held = model.holder !== undefined;
  const open = step.type === "transition" || step.type === "end" || step.type === "event";
  if (isTerminal(model.state) || epoch !== model.epoch) return "MLX5020";
  if (!held && !(open && model.state === "PENDING")) return "MLX5020";
  switch (step.type) {
    case "heartbeat":
      model.expires = now + ttlSeconds;
      return "done";
    case "release":
      model.holder = undefined;
      if (model.state === "RUNNING" && model.attempt === "under way") return "done";
      if (model.stop) become("ABORTED");
      else if (model.state === "RUNNING") become("PENDING");
      return "done";
    case "attempt":
    case "end-attempt":
      model.attempt = step.type === "attempt" ? "under way" : "ended";
      return "done";
    case "event":
      return "done";
    case "transition":
    case "end": {
      const to = step.status.state;
      if (!runTransitions[model.state].includes(to) || (model.state === "PENDING" && to === "RUNNING"))
        return "bug";
      if (step.type === "transition" && step.endsAttempt) model.attempt = "ended";
      become(to === "RETRY" && model.stop ? "ABORTED" : to);
      return "done";
    }
  }
}

async function takeStep(
  store: Store,
  step: Step,
  epoch: number,
  holder: string,
  now: number,
): Promise<unknown> {
  const { id } = newRun(1);
  const fence = { runId: id, epoch };
  const time = at(now);
  switch (step.type) {
    case "claim":
      return store.runs.claim(id, {
        ...{ worker: worker(step.by), at: time, ttlSeconds },
        ...(step.takeOver ? { takeOver: holder } : {}),
      });
    case "stop":
      return store.runs.requestStop(id, { reason: "CANCELLED", actor: step.by, at: time });
    case "heartbeat":
      return store.runs.heartbeat(fence, { at: time, ttlSeconds });
    case "release":
      return store.runs.release(fence, time);
    case "attempt":
      return store.runs.putAttempt(fence, attemptOf(fence));
    case "end-attempt":
      return store.runs.putAttempt(fence, attemptOf(fence, 1, { endedAt: time }));
    case "event":
      return store.runs.appendEvent(fence, { at: time, actor: step.by, type: "warning" });
    case "transition":
      return store.runs.transition(fence, step.status, {
        ...{ at: time, actor: step.by },
        ...(step.endsAttempt ? { attempt: attemptOf(fence, 1, { endedAt: time }) } : {}),
      });
    case "end": {
      const { status } = step;
      if (status.state !== "DONE" && status.state !== "FAILED" && status.state !== "ABORTED") return;
      return store.runs.end(fence, { status, endedAt: time }, { actor: step.by });
    }
  }
}

async function outcomeOf(step: Step, taken: Promise<unknown>): Promise<Outcome> {
  try {
    return (await taken) === undefined && step.type === "claim" ? "not to be had" : "done";
  } catch (error) {
    if (error instanceof InternalError) return "bug";
    if (error instanceof MlxError && error.code === "MLX5020") return "MLX5020";
    throw error;
  }
}

/** The status that a run's events add up to. */
function replay(events: readonly RunEvent[]): object {
  return events.reduce<object>((status, { to, reason, data, type }) => {
    if (to === undefined) return status;
    const { phase, message, nextAttemptAt } = data ?? {};
    const replayed = {
      state: to,
      reason: type === "claimed" ? undefined : reason,
      phase,
      message,
      nextAttemptAt,
    };
    return JSON.parse(JSON.stringify(replayed));
  }, {});
}

describe("a run worked on by two workers", () => {
  it("is what the state machine says, after any steps", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 40 }), async (sequence) => {
        const store = await createMemoryStore();
        const model: Model = {
          ...{ state: "PENDING", epoch: 0, holder: undefined, expires: 0, stop: false, attempt: "none" },
        };
        const epochs = { a: 0, b: 0 };
        let run: Run = await store.runs.create(newRun(1), at(0));
        let now = 0;
        for (const step of sequence) {
          now += step.after;
          const before = run;
          const holder = model.holder ?? "nobody";
          const epoch = epochs[step.by];
          const outcome = await outcomeOf(step, takeStep(store, step, epoch, holder, now));
          expect(outcome).toBe(expectStep(model, step, epoch, now));
          const after = await store.runs.get(run.id);
          if (after === undefined) throw new InternalError("the run is gone");
          run = after;
          if (step.type === "claim" && outcome === "done") epochs[step.by] = run.epoch;
          expect([run.status.state, run.epoch, run.lease?.worker.id, run.desired]).toEqual([
            ...[model.state, model.epoch, model.holder],
            model.stop ? "STOP" : "RUN",
          ]);
          if (isTerminal(before.status.state) || outcome === "MLX5020" || outcome === "bug")
            expect(run).toEqual(before);
        }
        expect(replay(await store.runs.events(run.id))).toEqual(run.status);
        await store.close();
      }),
      { numRuns: 200 },
    );
  });
});
