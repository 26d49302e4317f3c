import type { Address, TickOutcome } from "@mlx/core";

/** What happens in a simulation. Instants are milliseconds since 1970, `at` is virtual time. */
export type SimulationEvent =
  | (About & {
      readonly type: "fired";
      /** It waits until a run before it has ended. */
      readonly waits: boolean;
    })
  | (About & {
      readonly type: "skipped";
      readonly outcome: Exclude<TickOutcome, "FIRED">;
      readonly message: string | undefined;
    })
  /** It could not start; told again when it waits for something else. */
  | (About & { readonly type: "waiting"; readonly on: string; readonly message: string })
  | (About & { readonly type: "started"; readonly waitedSeconds: number })
  | (About & { readonly type: "ended"; readonly failed: boolean })
  /** A newer run of its schedule takes its place. */
  | (About & { readonly type: "replaced"; readonly wasRunning: boolean })
  /** The last one. */
  | { readonly type: "finished"; readonly at: number; readonly summary: SimulationSummary };

interface About {
  readonly at: number;
  readonly experiment: Address<"experiment">;
  readonly nominal: number;
}

export interface SimulationSummary {
  readonly fired: number;
  readonly skipped: { readonly [outcome in TickOutcome]?: number };
  readonly started: number;
  readonly ended: number;
  readonly failed: number;
  readonly replaced: number;
  /** When the simulation ended: runs under way, and runs that wait. */
  readonly running: number;
  readonly waiting: number;
  readonly waitedSeconds: { readonly total: number; readonly longest: number };
  /** By slot or limit, how many runs had to wait for it. */
  readonly waitedFor: { readonly [name: string]: number };
  /** By slot, the most that was held at once. */
  readonly peak: { readonly [name: string]: number };
}
