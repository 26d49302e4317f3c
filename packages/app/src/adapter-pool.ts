import { canonicalJson } from "@mlx/core";
import type { Configuration } from "./choose-configuration.ts";
import type { Adapters, StorePlace } from "./open-adapters.ts";

/** The adapters of a project: one open store for each of its namespaces that is used. */
export interface AdapterPool {
  /** `namespace`: a tenant's; absent: the project's own. */
  get(namespace: string | undefined): Promise<Adapters>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly configuration: () => Promise<Configuration>;
  readonly placeOf: (configuration: Configuration) => StorePlace;
  readonly open: (place: StorePlace, configuration: Configuration) => Promise<Adapters>;
  /** The same adapters with the store of another namespace. */
  readonly openBeside: (adapters: Adapters, place: StorePlace) => Promise<Adapters>;
}

interface Opened {
  /** What it was opened for: the same again needs no comparison. */
  of: Configuration;
  readonly key: string;
  readonly place: StorePlace;
  readonly own: Promise<Adapters>;
  readonly others: Map<string, Promise<Adapters>>;
}

/** Opens what is asked for first; all is opened anew where the configuration names another place. */
export function createAdapterPool({ configuration, placeOf, open, openBeside }: PoolOptions): AdapterPool {
  let current: Opened | undefined;
  const close = async () => {
    const before = current;
    current = undefined;
    if (before === undefined) return;
    // One that could not be opened has told so, and needs no closing.
    const opened = await Promise.allSettled([...before.others.values(), before.own]);
    for (const one of opened) if (one.status === "fulfilled") await one.value.store.close();
  };
  const opened = async (): Promise<Opened> => {
    const chosen = await configuration();
    if (current?.of === chosen) return current;
    const place = placeOf(chosen);
    const key = canonicalJson({ ...place, settings: chosen.settings });
    if (current?.key === key) {
      current.of = chosen;
      return current;
    }
    const closing = close();
    const now: Opened = {
      of: chosen,
      key,
      place,
      own: closing.then(() => open(place, chosen)),
      others: new Map(),
    };
    current = now;
    now.own.catch(() => {
      // Whatever was in the way may be gone the next time.
      if (current === now) current = undefined;
    });
    return now;
  };
  return {
    get: async (namespace) => {
      const { place, own, others } = await opened();
      if (namespace === undefined || namespace === place.namespace) return own;
      const known = others.get(namespace);
      if (known !== undefined) return known;
      const opening = own.then((adapters) => openBeside(adapters, { ...place, namespace }));
      others.set(namespace, opening);
      opening.catch(() => others.delete(namespace));
      return opening;
    },
    close,
  };
}
