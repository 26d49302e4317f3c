import { compileSchedule, type SimulatedSchedule, simulateSchedules } from "@mlx/schedule";
import { CronExpressionParser } from "cron-parser";
import type { BenchmarkOptions, Comparison, Goal } from "../benchmark.ts";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { experimentOf, scheduleOf } from "./fill-store.ts";

const schedules = 10_000;
const compared = 200;
const from = Date.UTC(2026, 2, 1);
const until = Date.UTC(2026, 3, 1);
const zones = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe"];

/** A month, in which clocks change; most schedules are daily, one in ten fires every quarter of an hour. */
export async function measureSimulation({
  runs,
  onProgress,
}: BenchmarkOptions): Promise<{ readonly comparison: Comparison; readonly goals: readonly Goal[] }> {
  onProgress(`a month of ${schedules} schedules is simulated`);
  const [began, used] = [performance.now(), process.cpuUsage()];
  const { fired } = simulate(Array.from({ length: schedules }, (_, index) => simulated(index)));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(used);
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let round = 0; round < runs; round += 1) {
    const start = performance.now();
    simulate(Array.from({ length: compared }, (_, index) => simulated(index)));
    const middle = performance.now();
    for (let index = 0; index < compared; index += 1) iterate(cronOf(index), zoneOf(index));
    ours.push(middle - start);
    baseline.push(performance.now() - middle);
  }
  return {
    comparison: {
      subject: `a month of ${compared} schedules`,
      step: "simulated, against cron-parser's bare iteration",
      milliseconds: ours,
      baseline,
    },
    goals: [
      {
        name: `a month of ${schedules.toLocaleString("en")} schedules simulated (${fired.toLocaleString("en")} runs)`,
        goal: "≤ 60 s",
        found: `${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} CPU s)`,
        isMet: seconds <= 60,
      },
    ],
  };
}

function simulate(input: readonly SimulatedSchedule[]): { readonly fired: number } {
  // As many as wait for each other at times.
  const capacity = { cpus: Math.ceil(input.length / 20) };
  for (const event of simulateSchedules({ schedules: input, capacity, from, until }))
    if (event.type === "finished") return event.summary;
  throw new BenchmarkFailure("the simulation did not finish");
}

function simulated(index: number): SimulatedSchedule {
  const spec = { ...scheduleOf(cronOf(index)), timezone: zoneOf(index), concurrency: "forbid" } as const;
  const schedule = { id: `s-${index}`, experiment: experimentOf(index), spec, enabled: true };
  return { schedule, compiled: compileSchedule(spec), slots: { cpus: 1 }, priority: 0, seconds: () => 300 };
}

function cronOf(index: number): string {
  if (index % 10 === 0) return "*/15 * * * *";
  if (index % 10 < 4) return `${index % 60} * * * *`;
  return `${index % 60} ${index % 24} * * *`;
}

function zoneOf(index: number): string {
  return zones[index % zones.length] ?? "UTC";
}

function iterate(expression: string, tz: string): void {
  const times = CronExpressionParser.parse(expression, { tz, currentDate: new Date(from - 1) });
  while (times.next().getTime() < until);
}
