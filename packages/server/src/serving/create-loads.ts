import type { Loads } from "./balancer.ts";

interface Load {
  inFlight: number;
  /** When it last answered, or got something to do after it had nothing. */
  heardAt: number;
  readonly whenIdle: Set<() => void>;
}

/** `now`: monotonic milliseconds. */
export function createLoads(now: () => number): Loads {
  const loads = new Map<string, Load>();
  return {
    load: (replica) => {
      const load = loads.get(replica);
      if (load === undefined) return { inFlight: 0, silentMilliseconds: 0 };
      return { inFlight: load.inFlight, silentMilliseconds: now() - load.heardAt };
    },
    begin: (replica) => {
      const load = loads.get(replica);
      if (load === undefined) loads.set(replica, { inFlight: 1, heardAt: now(), whenIdle: new Set() });
      else load.inFlight += 1;
    },
    end: (replica) => {
      const load = loads.get(replica);
      if (load === undefined) return;
      load.inFlight -= 1;
      load.heardAt = now();
      if (load.inFlight > 0) return;
      loads.delete(replica);
      for (const tell of load.whenIdle) tell();
    },
    idle: (replica, signal) =>
      new Promise((resolve, reject) => {
        const load = loads.get(replica);
        if (load === undefined) {
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
