import { type Schedule, timestamp } from "@mlx/core";
import type { RunDeps } from "../runs/run-deps.ts";
import { findSchedule } from "./find-schedule.ts";

type PauseDeps = Pick<RunDeps, "store" | "clock" | "actor">;

/** Nothing fires until it is resumed; what would have is not made up for. Idempotent. Failure: 3040. */
export async function pauseSchedule(
  { experiment, reason }: { readonly experiment: string; readonly reason?: string },
  { store, clock, actor }: PauseDeps,
): Promise<Schedule> {
  const schedule = await findSchedule(experiment, { store });
  return store.schedules.pause(schedule.experiment, {
    at: timestamp(clock.now()),
    actor,
    ...(reason === undefined ? {} : { reason }),
  });
}

/** It fires again from now on. Idempotent. Failure: 3040. */
export async function resumeSchedule(
  { experiment }: { readonly experiment: string },
  { store, clock }: PauseDeps,
): Promise<Schedule> {
  const schedule = await findSchedule(experiment, { store });
  // A resume moves the anchor: one that was not paused would lose what is due.
  if (schedule.paused === undefined) return schedule;
  return store.schedules.resume(schedule.experiment, timestamp(clock.now()));
}
