import type { Loads } from "./balancer.ts";

interface Load {
  inFlight: number;
  /** When it last answered, or got something to do after it had answered all. */
  heardAt: number;
  isLeaving: boolean;
  readonly whenIdle: Set<() => void>;
}

/** `now`: monotonic milliseconds. */
export function createLoads(now: () => number): Loads {
  const loads = new Map<string, Load>();
  return {
    load: (replica) => {
      const load = loads.get(replica);
      if (load === undefined || load.inFlight === 0) return { inFlight: 0, silentMilliseconds: 0 };
      return { inFlight: load.inFlight, silentMilliseconds: now() - load.heardAt };
    },
    begin: (replica) => {
      const load = loads.get(replica);
      if (load === undefined)
        loads.set(replica, { inFlight: 1, heardAt: now(), isLeaving: false, whenIdle: new Set() });
      else load.inFlight += 1;
    },
    end: (replica, wasAnswered) => {
      const load = loads.get(replica);
      if (load === undefined) return;
      load.inFlight -= 1;
      if (wasAnswered) load.heardAt = now();
      if (load.inFlight > 0) return;
      // One that lets all of its requests run out of time is as silent with the next of them.
      if (wasAnswered || load.isLeaving) loads.delete(replica);
      for (const tell of load.whenIdle) tell();
      load.whenIdle.clear();
    },
    leave: (replica) => {
      const load = loads.get(replica);
      if (load?.inFlight === 0) loads.delete(replica);
      else if (load !== undefined) load.isLeaving = true;
    },
    idle: (replica, signal) =>
      new Promise((resolve, reject) => {
        const load = loads.get(replica);
        if (load === undefined || load.inFlight === 0) {
          resolve();
          return;
        }
        const onAbort = () => {
          load.whenIdle.delete(tell);
          reject(signal.reason);
        };
        const tell = () => {
          signal.removeEventListener("abort", onAbort);
          resolve();
        };
        load.whenIdle.add(tell);
        signal.addEventListener("abort", onAbort, { once: true });
        if (signal.aborted) onAbort();
      }),
  };
}
