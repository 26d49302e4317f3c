import type { Slots } from "@mlx/core";
import { decideNominalTimes } from "../decide-nominal-times.ts";
import { scheduleState } from "../schedule-state.ts";
import { createHeap } from "./heap.ts";
import type { SimulatedRun, SimulatedRuns } from "./simulated-run.ts";
import type { SimulatedSchedule } from "./simulated-schedule.ts";
import type { SimulationEvent } from "./simulation-event.ts";
import { createSummary } from "./simulation-summary.ts";
import { createSlotQueue } from "./slot-queue.ts";

export interface SimulationInput {
  readonly schedules: readonly SimulatedSchedule[];
  /** Of each slot; `runs` limits how many run at once. One that it does not name is not limited. */
  readonly capacity: Slots;
  /** Milliseconds since 1970: the first instant, and the first that is not simulated any more. */
  readonly from: number;
  readonly until: number;
}

/** At one instant, who ends makes room before anything fires, and what fires is queued with what is ready. */
const steps = { end: 0, look: 1, ready: 2 } as const;

type Appointment = { readonly at: number; readonly order: number } & (
  | { readonly step: typeof steps.look; readonly runs: SimulatedRuns }
  | { readonly step: typeof steps.end | typeof steps.ready; readonly run: SimulatedRun }
);

/**
 * What the scheduler and the queue would do in [from, until), decided by the same functions, on a clock
 * that jumps from one event to the next. It begins with nothing under way and with nothing missed; runs
 * are stopped at once, and not retried.
 */
export function* simulateSchedules(input: SimulationInput): Generator<SimulationEvent, void> {
  const { from, until } = input;
  const agenda = createHeap<Appointment>(
    (one, other) => one.at - other.at || one.step - other.step || one.order - other.order,
  );
  const queue = createSlotQueue(input.capacity);
  const summary = createSummary();
  let told: SimulationEvent[] = [];
  let made = 0;
  const order = () => {
    made += 1;
    return made;
  };

  const lookNext = (runs: SimulatedRuns) => {
    const next = runs.schedule.compiled.next(runs.since);
    if (next !== undefined && next.instant < until)
      agenda.push({ at: next.instant, step: steps.look, order: order(), runs });
  };
  const enqueue = (run: SimulatedRun, at: number) => {
    run.waits = "QUEUED";
    if (run.readyAt > at) agenda.push({ at: run.readyAt, step: steps.ready, order: order(), run });
    else queue.add(run);
  };
  /** The oldest that waits for others of its schedule is queued once few enough of these are left. */
  const promote = (active: readonly SimulatedRun[], at: number) => {
    let underWay = active.filter(({ waits }) => waits !== "WAITING_OVERLAP").length;
    for (const run of active) {
      if (run.waits !== "WAITING_OVERLAP") continue;
      if (run.overlapLimit !== undefined && underWay >= run.overlapLimit) return;
      underWay += 1;
      run.readyAt = Math.max(run.readyAt, at);
      enqueue(run, at);
    }
  };
  const leave = (run: SimulatedRun) => {
    if (run.stage === "running") queue.release(run);
    else queue.withdraw(run);
    run.stage = "over";
    run.of.active.splice(run.of.active.indexOf(run), 1);
  };
  const about = (run: SimulatedRun, at: number) => ({
    at,
    experiment: run.of.schedule.schedule.experiment,
    nominal: run.nominal,
  });

  const look = (runs: SimulatedRuns, at: number) => {
    const { schedule, compiled, priority } = runs.schedule;
    const { id, spec, experiment } = schedule;
    const { active, since } = runs;
    const decision = decideNominalTimes({ scheduleId: id, spec, compiled, since, now: at, active });
    for (const { outcome, nominal, message } of decision.ticks) {
      if (outcome === "FIRED") continue;
      const why = message === undefined ? {} : { message };
      told.push({ type: "skipped", at, experiment, nominal, outcome, ...why });
    }
    for (const run of active.filter((run) => decision.replaced.includes(run.id))) {
      told.push({ type: "replaced", ...about(run, at), wasRunning: run.stage === "running" });
      leave(run);
    }
    for (const { nominal, readyAt = nominal, overlapLimit } of decision.fires) {
      const waits = overlapLimit !== undefined && active.length >= overlapLimit;
      told.push({ type: "fired", at, experiment, nominal, ...(waits ? { waits } : {}) });
      const run: SimulatedRun = {
        id: `${id} ${nominal}`,
        trigger: "schedule",
        of: runs,
        nominal,
        order: order(),
        priority,
        request: runs.request,
        ...(overlapLimit === undefined ? {} : { overlapLimit }),
        readyAt,
        waits: "WAITING_OVERLAP",
        stage: "waiting",
      };
      active.push(run);
      if (!waits) enqueue(run, at);
    }
    runs.since = at;
    lookNext(runs);
  };

  const dispatch = (at: number) => {
    for (const { run, wait } of queue.dispatch()) {
      if (wait !== undefined) {
        told.push({ type: "waiting", ...about(run, at), on: wait.on, message: wait.message });
        continue;
      }
      const { schedule } = run.of;
      const waitedSeconds = (at - Math.min(at, run.readyAt)) / 1000;
      told.push({ type: "started", ...about(run, at), waitedSeconds });
      delete run.waits;
      run.stage = "running";
      const end = at + Math.max(0, Math.round(schedule.seconds(run.nominal) * 1000));
      agenda.push({ at: end, step: steps.end, order: order(), run });
    }
  };

  const keep = (appointment: Appointment, at: number) => {
    if (appointment.step === steps.look) return look(appointment.runs, at);
    const { run, step } = appointment;
    if (run.stage === "over") return;
    if (step === steps.ready) return queue.add(run);
    leave(run);
    const failed = run.of.schedule.fails?.(run.nominal) ?? false;
    told.push({ type: "ended", ...about(run, at), failed });
    promote(run.of.active, at);
  };

  const all: SimulatedRuns[] = [];
  for (const schedule of input.schedules) {
    if (scheduleState(schedule.schedule, from, schedule.compiled) !== "ACTIVE") continue;
    const request = {
      slots: { runs: 1, ...schedule.slots },
      ...(schedule.limits === undefined ? {} : { limits: schedule.limits }),
    };
    const runs: SimulatedRuns = { schedule, request, active: [], since: from - 1 };
    all.push(runs);
    lookNext(runs);
  }
  for (let next = agenda.peek(); next !== undefined && next.at < until; next = agenda.peek()) {
    const { at } = next;
    for (; next !== undefined && next.at === at; next = agenda.peek()) {
      agenda.pop();
      keep(next, at);
    }
    dispatch(at);
    for (const event of told) {
      summary.add(event);
      yield event;
    }
    told = [];
  }
  const left = all.flatMap(({ active }) => active);
  const running = left.filter(({ stage }) => stage === "running").length;
  yield {
    type: "finished",
    at: until,
    summary: summary.of({ running, waiting: left.length - running, peak: queue.peak() }),
  };
}
