import type { Schedule, Slots } from "@mlx/core";
import type { CompiledSchedule } from "../compile-schedule.ts";

/** A schedule with what a simulation has to assume of its runs. */
export interface SimulatedSchedule {
  readonly schedule: Pick<Schedule, "id" | "experiment" | "spec" | "enabled" | "paused">;
  readonly compiled: CompiledSchedule;
  readonly slots: Slots;
  readonly limits?: { readonly [name: string]: number };
  readonly priority: number;
  /** How long the run for a nominal time takes. */
  readonly seconds: (nominal: number) => number;
  readonly fails?: (nominal: number) => boolean;
  /** Why no run of it can be made; absent: they can. */
  readonly problem?: string;
}
