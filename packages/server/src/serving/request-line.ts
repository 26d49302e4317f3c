import type { Balancer } from "./balancer.ts";
import type { Ending } from "./ending.ts";

/** A request's turn with a replica. */
export interface Turn {
  readonly replica: string;
  readonly url: string;
  /** What is served by it: `model/x@v3`. */
  readonly model: string;
  end(wasAnswered: boolean): void;
}

export type Waited =
  | { readonly type: "turn"; readonly turn: Turn }
  /** Nothing serves any more. */
  | { readonly type: "unavailable" }
  /** Its time is over, or whoever asked went away. */
  | { readonly type: "aborted" };

/** Those who wait for a replica of a service, in order. */
export interface RequestLine {
  /** `not`: rather another one than that. */
  take(ending: Ending, not?: string): Promise<Waited> | Turn;
  waiting(): number;
  /** Gives turns to those who wait, as far as there are any; to be called when there are more. */
  advance(): void;
  /** Sends all who wait away. */
  clear(): void;
}

interface Waiter {
  readonly settle: (waited: Waited) => void;
}

export function createRequestLine(balancer: Balancer): RequestLine {
  const waiters = new Set<Waiter>();

  function advance(): void {
    for (const waiter of waiters) {
      const turn = balancer.take();
      if (turn === undefined) return;
      waiter.settle({ type: "turn", turn });
    }
  }

  function wait(ending: Ending): Promise<Waited> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        settle: (waited) => {
          waiters.delete(waiter);
          ending.tell = undefined;
          resolve(waited);
        },
      };
      waiters.add(waiter);
      ending.tell = () => waiter.settle({ type: "aborted" });
      if (ending.reason !== undefined) ending.tell();
    });
  }

  return {
    take: (ending, not) => (waiters.size === 0 ? balancer.take(not) : undefined) ?? wait(ending),
    waiting: () => waiters.size,
    advance,
    clear: () => {
      for (const waiter of waiters) waiter.settle({ type: "unavailable" });
    },
  };
}
