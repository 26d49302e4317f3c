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
  /** Services that are not to serve any more, and what they still have to do. */
  const leaving = new Map<Address<"service">, Promise<void>>();
  /** Those whose keepers have ended, with a record that is still there. */
  const gone = new Set<Address<"service">>();
  const unswept = new Set(Object.values(hosts));
  let serial: number | undefined;
  let hasRemovedOld = false;

  /** Of a daemon that died; a living one writes it anew with its next change. */
  async function removeOld(): Promise<void> {
    if (hasRemovedOld) return;
    const workers = await store.workers.list();
    const isFresh = (heartbeatAt: string) =>
      clock.now() - Date.parse(heartbeatAt) < workerSilenceMilliseconds;
    const living = workers
      .filter(({ heartbeatAt }) => isFresh(heartbeatAt))
      .map(({ identity }) => identity.id);
    for (const { service, worker } of await store.endpoints.list())
      if (worker !== deps.worker.id && !living.includes(worker)) await store.endpoints.remove(service);
    hasRemovedOld = true;
  }

  function letGo(
    address: Address<"service">,
    { keeper, served }: { keeper: EndpointKeeper; served: ServedService },
  ) {
    keepers.delete(address);
    const end = keeper
      .close({ drainSeconds: served.serve.drainSeconds })
      // Its record is removed all the same.
      .catch(() => undefined)
      .then(() => {
        leaving.delete(address);
        gone.add(address);
        onChange();
      });
    leaving.set(address, end);
  }

  async function removeGone(): Promise<void> {
    for (const address of gone) {
      await store.endpoints.remove(address);
      gone.delete(address);
    }
  }

  async function readServices(): Promise<void> {
    const [newest] = await store.applies.list({ limit: 1 });
    if (newest?.serial === serial) return;
    const found = await findServed({ store });
    const wanted = new Map(found.map((served) => [served.address, served]));
    for (const [address, entry] of keepers) if (!wanted.has(address)) letGo(address, entry);
    let isWhole = true;
    for (const [address, served] of wanted) {
      const known = keepers.get(address)?.keeper;
      // The end of one that was served before would take the place of its successor away.
      if (known === undefined && (leaving.has(address) || gone.has(address))) isWhole = false;
      else keepers.set(address, { keeper: known ?? createEndpointKeeper(address, deps, onChange), served });
    }
    if (isWhole) serial = newest?.serial;
  }

  return {
    look: async () => {
      const problems: unknown[] = [];
      // What cannot be done keeps nothing else waiting: replicas are looked after without store and engine.
      const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
        try {
          return await work();
        } catch (error) {
          problems.push(error);
          return undefined;
        }
      };
      for (const host of unswept)
        await attempt(async () => {
          await host.sweep();
          unswept.delete(host);
        });
      await attempt(removeOld);
      await attempt(removeGone);
      await attempt(readServices);
      for (const { keeper, served } of keepers.values()) {
        const wanted = await attempt(() => findWanted(served, deps));
        await attempt(() => keeper.look(wanted));
      }
      if (problems.length > 0) throw problems[0];
      return lookMilliseconds;
    },
    close: async ({ drain }) => {
      const ends = await Promise.allSettled([
        ...[...keepers.values()].map(({ keeper, served }) =>
          keeper.close(
            drain ? { drainSeconds: served.serve.drainSeconds } : { drainSeconds: 0, graceSeconds: 2 },
          ),
        ),
        ...leaving.values(),
      ]);
      keepers.clear();
      await removeGone();
      for (const end of ends) if (end.status === "rejected") throw end.reason;
    },
  };
}
