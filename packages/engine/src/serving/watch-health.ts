import type { Replica, ServiceGateway } from "@mlx/core";

/** How often a replica is asked whether it is well, and how often it may miss that. */
export const pingMilliseconds = 5000;
const mostMisses = 3;

export interface HealthWatch {
  /** Asks once; true: it is to be replaced. */
  look(): Promise<boolean>;
}

export interface HealthWatchOptions {
  readonly requestTimeoutSeconds: () => number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/**
 * A program that works on one request at a time does not answer a ping meanwhile: as long as a request may still
 * be answered in time, that is no miss.
 */
export function createHealthWatch(
  replica: Pick<Replica, "id" | "ping">,
  gateway: Pick<ServiceGateway, "load">,
  { requestTimeoutSeconds, now }: HealthWatchOptions,
): HealthWatch {
  let misses = 0;
  let wellAt = now();
  return {
    look: async () => {
      if (await replica.ping()) {
        misses = 0;
        wellAt = now();
        return false;
      }
      const { inFlight, silentMilliseconds } = gateway.load(replica.id);
      const silence = Math.min(silentMilliseconds, now() - wellAt);
      if (inFlight > 0 && silence <= requestTimeoutSeconds() * 1000) return false;
      misses += 1;
      return misses >= mostMisses;
    },
  };
}
