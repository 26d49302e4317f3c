/**
 * Where a PENDING or RETRY run stands in the queue. A run whose slot is taken is parked at the slot's name,
 * so that nobody passes over it each time that the queue is looked at.
 */
import type { PendingReason, RunState } from "@mlx/core";

/** Its turn comes. */
export const due = "DUE";
/** Before it is ready. */
export const later = "LATER";
/** It wants more than there is. */
export const never = "NEVER";
/** For what the queue does not decide. */
const held = "HELD";

const parked = "ON ";

/** Parked until something of the slot or limit is given back. */
export function parkedOn(name: string): string {
  return `${parked}${name}`;
}

/** What is waited for there. */
export function nameOfPlace(place: string): string | undefined {
  return place.startsWith(parked) ? place.slice(parked.length) : undefined;
}

/** All places of parked runs: from the first, and before the second. */
export const parkedPlaces = { from: parked, before: "ON!" } as const;

/** The place of a run that enters the queue. */
export function placeOf(run: {
  readonly state: RunState;
  readonly reason: PendingReason | string | null;
  readonly readyAt: string;
  readonly now: string;
}): string {
  const isHeld = run.reason === "WAITING_OVERLAP" || run.reason === "WAITING_UPSTREAM";
  if (run.state === "PENDING" && isHeld) return held;
  return run.readyAt <= run.now ? due : later;
}
