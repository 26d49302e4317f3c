import {
  isTerminal,
  type Run,
  type RunEvent,
  type Schedule,
  type Slots,
  type Store,
  type Tick,
} from "@mlx/core";
import { compileSchedule } from "@mlx/schedule";

/** All that went wrong, in words; nothing, where every promise of the scheduler and the queue was kept. */
export async function checkHistory(store: Store, capacity: Slots): Promise<readonly string[]> {
  const ticks = await readTicks(store);
  const history = await readHistory(store);
  const runs = new Map(history.map(({ run }) => [run.id, run]));
  const wrong: string[] = [];
  for (const schedule of await store.schedules.list()) {
    const own = ticks.filter(({ scheduleId }) => scheduleId === schedule.id);
    wrong.push(...checkTicks(schedule, own));
  }
  wrong.push(...checkRuns([...runs.values()], ticks));
  wrong.push(...checkQueue(history, capacity, await store.schedules.list()));
  return wrong;
}

async function readTicks({ schedules }: Store): Promise<readonly Tick[]> {
  const ticks: Tick[] = [];
  for (;;) {
    const some = await schedules.ticksAfter(ticks.at(-1)?.seq ?? 0, 1000);
    if (some.length === 0) return ticks;
    ticks.push(...some);
  }
}

type History = readonly { readonly event: RunEvent; readonly run: Run }[];

async function readHistory({ runs }: Store): Promise<History> {
  const events: History[number][] = [];
  for (;;) {
    const some = await runs.eventsAfter(events.at(-1)?.event.seq ?? 0, 1000);
    if (some.length === 0) return events;
    events.push(...some);
  }
}

/** Each nominal time from the anchor to the last look is told of by exactly one tick. */
function checkTicks(schedule: Schedule, ticks: readonly Tick[]): readonly string[] {
  const { experiment, anchor, lastEvaluated, spec } = schedule;
  const told = new Map<number, number>();
  const tell = (instant: number) => told.set(instant, (told.get(instant) ?? 0) + 1);
  const compiled = compileSchedule(spec);
  for (const { nominal, range } of ticks)
    if (range === undefined) tell(Date.parse(nominal));
    else
      for (const { instant, skipped } of compiled.between(Date.parse(nominal) - 1, Date.parse(range.until)))
        if (skipped === undefined) tell(instant);
  const wrong: string[] = [];
  for (const { instant } of compiled.between(Date.parse(anchor), Date.parse(lastEvaluated))) {
    const times = told.get(instant) ?? 0;
    if (times !== 1) wrong.push(`${experiment}: ${times} ticks tell of ${new Date(instant).toISOString()}`);
    told.delete(instant);
  }
  for (const instant of told.keys())
    wrong.push(
      `${experiment}: a tick tells of ${new Date(instant).toISOString()}, which is none of its times`,
    );
  return wrong;
}

/** Each run of a schedule is that of one tick, and each has ended. */
function checkRuns(runs: readonly Run[], ticks: readonly Tick[]): readonly string[] {
  const wrong: string[] = [];
  const fired = new Map(ticks.flatMap((tick) => (tick.runId === undefined ? [] : [[tick.runId, tick]])));
  for (const { id, status, trigger, scheduledAt, experiment } of runs) {
    if (!isTerminal(status.state))
      wrong.push(`run ${id} of ${experiment} never ended: ${JSON.stringify(status)}`);
    if (trigger !== "schedule") continue;
    const tick = fired.get(id);
    if (tick === undefined || tick.nominal !== scheduledAt || tick.experiment !== experiment)
      wrong.push(`run ${id} of ${experiment} for ${scheduledAt} is of no tick`);
    fired.delete(id);
  }
  for (const { nominal, experiment } of fired.values())
    wrong.push(`${experiment} fired for ${nominal}: no run`);
  return wrong;
}

/** At no moment more ran than the slots, the limits and the concurrency policies allow. */
function checkQueue(history: History, capacity: Slots, schedules: readonly Schedule[]): readonly string[] {
  const policies = new Map<string, Schedule["spec"]>(
    schedules.map(({ experiment, spec }) => [experiment, spec]),
  );
  const running = new Map<string, Run>();
  const underWay = new Map<string, Run>();
  const wrong = new Set<string>();
  for (const { event, run } of history) {
    const { to } = event;
    if (event.type === "created") {
      if (run.trigger === "schedule") underWay.set(run.id, run);
    } else if (to === undefined) continue;
    else if (to === "RUNNING") running.set(run.id, run);
    else running.delete(run.id);
    if (to !== undefined && isTerminal(to)) underWay.delete(run.id);
    const held = usage([...running.values()]);
    for (const [name, amount] of Object.entries(held.slots))
      if (amount > (capacity[name] ?? Number.POSITIVE_INFINITY))
        wrong.add(`${event.at}: ${amount} of ${capacity[name]} ${name} are held`);
    for (const [name, { count, most }] of Object.entries(held.limits))
      if (count > most) wrong.add(`${event.at}: ${count} of at most ${most} of ${name} are running`);
    const policy = policies.get(run.experiment ?? "");
    if (policy === undefined) continue;
    const own = (runs: ReadonlyMap<string, Run>) =>
      [...runs.values()].filter(({ experiment }) => experiment === run.experiment).length;
    const most = policy.concurrency === "allow" ? policy.maxConcurrent : 1;
    if (own(running) > most) wrong.add(`${event.at}: ${own(running)} runs of ${run.experiment} at once`);
    if (policy.concurrency === "forbid" && own(underWay) > 1)
      wrong.add(`${event.at}: ${own(underWay)} runs of ${run.experiment} under way, which is forbidden`);
  }
  return [...wrong];
}

function usage(runs: readonly Run[]) {
  const slots: { [name: string]: number } = {};
  const limits: { [name: string]: { count: number; most: number } } = {};
  for (const run of runs) {
    for (const [name, amount] of Object.entries({ runs: 1, ...run.slots }))
      slots[name] = (slots[name] ?? 0) + amount;
    for (const [name, most] of Object.entries(run.limits ?? {}))
      limits[name] = { count: (limits[name]?.count ?? 0) + 1, most };
  }
  return { slots, limits };
}
