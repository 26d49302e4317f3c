import type { RunRecord } from "@mlx/core";
import { expect } from "vitest";
import {
  createDaemonWorld,
  type DaemonWorld,
  type DaemonWorldOptions,
  type RunningDaemon,
  scheduleSpec,
} from "./daemon-world.ts";

/** One experiment, `x`, every minute unless it is said otherwise; its program runs for 20 s. */
export function oneSchedule(
  more: Partial<DaemonWorldOptions["experiments"][number]> = {},
  options: Omit<DaemonWorldOptions, "experiments"> = {},
): Promise<DaemonWorld> {
  const program = () => ({ lasts: 20_000 });
  const x = { name: "x", schedule: scheduleSpec({ cron: ["* * * * *"] }), program, ...more };
  return createDaemonWorld({ ...options, experiments: [x] });
}

export async function allRuns({ store }: DaemonWorld): Promise<readonly RunRecord[]> {
  return (await store.runs.list({}, { limit: 1000 })).toReversed();
}

export async function onlyRun(world: DaemonWorld): Promise<RunRecord> {
  const [record, ...others] = await allRuns(world);
  if (record === undefined || others.length > 0) expect.fail(`${others.length + 1} runs`);
  return record;
}

export async function outcomes({ store }: DaemonWorld): Promise<readonly string[]> {
  const ticks = await store.schedules.ticks({}, { limit: 1000 });
  return ticks
    .toReversed()
    .map(
      ({ nominal, outcome, range }) => `${nominal.slice(11, 16)} ${outcome}${range ? ` ${range.count}` : ""}`,
    );
}

export const types = ({ events }: RunningDaemon) => events.map(({ type }) => type);
export const statesOf = ({ events }: RunningDaemon) =>
  events.flatMap((event) => (event.type === "daemon-state" ? [event.state] : []));
