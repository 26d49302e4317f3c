import type { EventSink } from "@mlx/core";

export interface GuardedEvents {
  readonly emit: EventSink;
  /** What the sink threw first, as an array of one; empty while it has not. */
  failures(): readonly unknown[];
}

/**
 * Events are only read: what a reader of them throws is kept for whoever closes the project, and never
 * gets into the work that tells them. Every event is offered, also after one that failed.
 */
export function guardEvents(sink: EventSink): GuardedEvents {
  const thrown: unknown[] = [];
  return {
    emit: (event) => {
      try {
        sink(event);
      } catch (error) {
        if (thrown.length === 0) thrown.push(error);
      }
    },
    failures: () => thrown,
  };
}
