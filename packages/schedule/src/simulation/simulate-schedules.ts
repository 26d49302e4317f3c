import { type Slots, timestamp } from "@mlx/core";
import { decideNominalTimes } from "../decide-nominal-times.ts";
import { scheduleState } from "../schedule-state.ts";
import { createAgenda } from "./agenda.ts";
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

/**
 * What the scheduler and the queue would do in [from, until), decided by the same functions, on a clock
 * that jumps from one event to the next. It begins with nothing under way and with nothing missed; runs
 * are stopped at once, and not retried.
 */
export function* simulateSchedules(input: SimulationInput): Generator<SimulationEvent, void> {
  const { from, until } = input;
  const agenda = createAgenda<SimulatedRun, SimulatedRuns, SimulatedRun>();
  const queue = createSlotQueue(input.capacity);
  const summary = createSummary();
  let told: SimulationEvent[] = [];
  let made = 0;

  const lookNext = (runs: SimulatedRuns) => {
    const next = runs.schedule.compiled.next(runs.since);
    if (next !== undefined && next.instant < until) agenda.at(next.instant).looks.push(runs);
  };
  const enqueue = (run: SimulatedRun, at: number) => {
    run.waits = "QUEUED";
    if (run.readyAt > at) agenda.at(run.readyAt).ready.push(run);
    else queue.add(run);
  };
  /** The oldest that waits for others of its schedule is queued once few enough of these are left. */
  const promote = (active: readonly SimulatedRun[], at: number) => {
    let underWay = active.filter(({ waits }) => waits !== "WAITING_OVERLAP").length;
    for (const run of active) {
      if (run.waits !== "WAITING_OVERLAP") continue;
      if (run.overlapLimit !== undefined && underWay >= run.overlapLimit) return;
      underWay += 1;
      run.free = Math.max(run.readyAt, at);
      enqueue(run, at);
    }
  };
  const leave = (run: SimulatedRun) => {
    if (run.stage === "running") queue.release(run);
    else queue.withdraw(run);
    run.stage = "over";
    run.of.active.splice(run.of.active.indexOf(run), 1);
  };
  const look = (runs: SimulatedRuns, at: number) => {
    const { schedule, compiled, priority, problem } = runs.schedule;
    const { id, spec, experiment } = schedule;
    const { active, since } = runs;
    const decision = decideNominalTimes({ scheduleId: id, spec, compiled, since, now: at, active });
    for (const { outcome, nominal, message } of decision.ticks) {
      if (outcome !== "FIRED") told.push({ type: "skipped", at, experiment, nominal, outcome, message });
      else if (problem !== undefined)
        told.push({ type: "skipped", at, experiment, nominal, outcome: "FAILED", message: problem });
    }
    runs.since = at;
    lookNext(runs);
    // As the scheduler has it: nothing is replaced by a run that cannot be made.
    if (problem !== undefined) return;
    for (const id of decision.replaced) {
      const run = active.find((run) => run.id === id);
      if (run === undefined) continue;
      told.push({
        type: "replaced",
        at,
        experiment,
        nominal: run.nominal,
        wasRunning: run.stage === "running",
      });
      leave(run);
    }
    for (const { nominal, readyAt = nominal, overlapLimit } of decision.fires) {
      const waits = overlapLimit !== undefined && active.length >= overlapLimit;
      told.push({ type: "fired", at, experiment, nominal, waits });
      made += 1;
      const run: SimulatedRun = {
        id: timestamp(nominal),
        trigger: "schedule",
        of: runs,
        nominal,
        order: made,
        priority,
        request: runs.request,
        overlapLimit,
        readyAt,
        free: readyAt,
        waits: "WAITING_OVERLAP",
        stage: "waiting",
        waitsFor: undefined,
        keeps: {},
      };
      active.push(run);
      if (!waits) enqueue(run, at);
    }
  };

  const dispatch = (at: number) => {
    for (const { run, wait } of queue.dispatch()) {
      const { nominal, of } = run;
      const { experiment } = of.schedule.schedule;
      if (wait !== undefined) {
        told.push({ type: "waiting", at, experiment, nominal, on: wait.on, message: wait.message });
        continue;
      }
      told.push({ type: "started", at, experiment, nominal, waitedSeconds: (at - run.free) / 1000 });
      run.waits = undefined;
      run.stage = "running";
      const endsAt = at + Math.max(0, Math.round(of.schedule.seconds(nominal) * 1000));
      agenda.at(endsAt).ends.push(run);
    }
  };

  const end = (run: SimulatedRun, at: number) => {
    // It was replaced.
    if (run.stage === "over") return;
    leave(run);
    const { nominal, of } = run;
    const { schedule, fails } = of.schedule;
    told.push({
      type: "ended",
      at,
      experiment: schedule.experiment,
      nominal,
      failed: fails?.(nominal) ?? false,
    });
    if (of.active.length > 0) promote(of.active, at);
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
  for (let next = agenda.next(); next !== undefined && next.at < until; next = agenda.next()) {
    const { at } = next;
    // Who ends makes room before anything fires, and what fires is queued with what is ready then.
    for (const run of next.ends) end(run, at);
    for (const runs of next.looks) look(runs, at);
    for (const run of next.ready) if (run.stage === "waiting") queue.add(run);
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
