import type { MeasureEvent } from "@mlx/core";

/** What mlx's own work costs, for who listens: the metrics of a daemon. Without one nothing comes of it. */
export interface Measures {
  tell(event: MeasureEvent): void;
  /** Each tells its listener of all that follows, as long as the project is open. */
  listen(listener: (event: MeasureEvent) => void): void;
}

export function createMeasures(): Measures {
  const listeners: ((event: MeasureEvent) => void)[] = [];
  return {
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}
