import type { PendingReason, SlotRequest, Slots } from "@mlx/core";
import type { SimulatedSchedule } from "./simulated-schedule.ts";

/** A run of a simulation, on its way from fired to ended. */
export interface SimulatedRun {
  readonly id: string;
  readonly trigger: "schedule";
  readonly of: SimulatedRuns;
  readonly nominal: number;
  /** Counts up: who fired first. */
  readonly order: number;
  readonly priority: number;
  readonly request: SlotRequest;
  /** It waits until fewer than so many of its schedule are under way. */
  readonly overlapLimit: number | undefined;
  /** Not before, and its place in the queue. */
  readonly readyAt: number;
  /** From when it could start: `readyAt`, or when the run that it waited for has ended. */
  free: number;
  waits: PendingReason | undefined;
  stage: "waiting" | "running" | "over";
  /** The slot or limit that it was refused for, and what it keeps its turn for meanwhile. */
  waitsFor: string | undefined;
  keeps: Slots;
}

/** A schedule with its runs that have not ended, oldest first. */
export interface SimulatedRuns {
  readonly schedule: SimulatedSchedule;
  /** What each of them wants. */
  readonly request: SlotRequest;
  readonly active: SimulatedRun[];
  /** Decided up to and including it. */
  since: number;
}

/** The order of the queue. */
export function compareRuns(one: SimulatedRun, other: SimulatedRun): number {
  return other.priority - one.priority || one.readyAt - other.readyAt || one.order - other.order;
}
