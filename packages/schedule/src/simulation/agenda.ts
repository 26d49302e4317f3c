import { createHeap } from "./heap.ts";

/** What is to be done at one instant, each list in the order in which it was added. */
export interface Appointments<End, Look, Ready> {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ends: End[];
  readonly looks: Look[];
  readonly ready: Ready[];
}

export interface Agenda<End, Look, Ready> {
  at(instant: number): Appointments<End, Look, Ready>;
  /** Takes out the earliest. */
  next(): Appointments<End, Look, Ready> | undefined;
}

/**
 * Most of what is scheduled falls on the same few instants: a heap of these, and not of everything, is
 * ten times smaller than what 10,000 schedules have under way.
 */
export function createAgenda<End, Look, Ready>(): Agenda<End, Look, Ready> {
  const instants = createHeap<number>((one, other) => one - other);
  const byInstant = new Map<number, Appointments<End, Look, Ready>>();
  return {
    at: (instant) => {
      const known = byInstant.get(instant);
      if (known !== undefined) return known;
      const made = { at: instant, ends: [], looks: [], ready: [] };
      byInstant.set(instant, made);
      instants.push(instant);
      return made;
    },
    next: () => {
      const instant = instants.pop();
      if (instant === undefined) return undefined;
      const appointments = byInstant.get(instant);
      byInstant.delete(instant);
      return appointments;
    },
  };
}
