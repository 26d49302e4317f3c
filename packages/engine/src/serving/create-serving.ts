import { type Address, workerSilenceMilliseconds } from "@mlx/core";
import { findServed } from "./find-served.ts";
import { findWanted, type ServedService } from "./find-wanted.ts";
import { createEndpointKeeper, type EndpointKeeper } from "./keep-endpoint.ts";
import type { ServingDeps } from "./serving-deps.ts";

/** The duty of a daemon that serves. */
export interface Serving {
  look(): Promise<number>;
  /** Ends all replicas. `drain`: they may finish what they have. */
  close(options: { readonly drain: boolean }): Promise<void>;
}

const lookMilliseconds = 1000;

/**
 * Keeps an endpoint for each service with `serve`. Once a second it looks whether something was applied, and
 * which version each service's selector means; `onChange` is called when a replica came up or ended.
 */
export function createServing(deps: ServingDeps, onChange: () => void): Serving {
  const { store, hosts, clock } = deps;
  const keepers = new Map<Address<"service">, { keeper: EndpointKeeper; served: ServedService }>();
  const leaving = new Set<Promise<void>>();
  let serial: number | undefined;
  let isSwept = false;

  async function sweep(): Promise<void> {
    if (isSwept) return;
    for (const host of Object.values(hosts)) await host.sweep();
    // Of a daemon that died; a living one writes it anew with its next change.
    const workers = await store.workers.list();
    const isFresh = (heartbeatAt: string) =>
      clock.now() - Date.parse(heartbeatAt) < workerSilenceMilliseconds;
    const living = workers
      .filter(({ heartbeatAt }) => isFresh(heartbeatAt))
      .map(({ identity }) => identity.id);
    for (const { service, worker } of await store.endpoints.list())
      if (!living.includes(worker)) await store.endpoints.remove(service);
    isSwept = true;
  }

  async function readServices(): Promise<void> {
    const [newest] = await store.applies.list({ limit: 1 });
    if (newest?.serial === serial) return;
    const found = await findServed({ store });
    const wanted = new Map(found.map((served) => [served.address, served]));
    for (const [address, { keeper, served }] of keepers)
      if (!wanted.has(address)) {
        keepers.delete(address);
        const end = keeper
          .close({ drainSeconds: served.serve.drainSeconds })
          .then(() => store.endpoints.remove(address))
          .finally(() => leaving.delete(end));
        leaving.add(end);
      }
    for (const [address, served] of wanted)
      keepers.set(address, {
        keeper: keepers.get(address)?.keeper ?? createEndpointKeeper(address, deps, onChange),
        served,
      });
    serial = newest?.serial;
  }

  return {
    look: async () => {
      await sweep();
      await readServices();
      let problem: { readonly error: unknown } | undefined;
      // One that cannot be looked after keeps no other waiting.
      for (const { keeper, served } of keepers.values())
        try {
          await keeper.look(await findWanted(served, deps));
        } catch (error) {
          problem ??= { error };
        }
      if (problem !== undefined) throw problem.error;
      return lookMilliseconds;
    },
    close: async ({ drain }) => {
      await Promise.all([
        ...[...keepers.values()].map(({ keeper, served }) =>
          keeper.close(
            drain ? { drainSeconds: served.serve.drainSeconds } : { drainSeconds: 0, graceSeconds: 2 },
          ),
        ),
        ...leaving,
      ]);
      keepers.clear();
    },
  };
}
