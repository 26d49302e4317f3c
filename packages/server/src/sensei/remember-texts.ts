import type { Project } from "@mlx/app";
import type { JsonObject, Store } from "@mlx/core";

interface Remembered {
  readonly version: string;
  readonly texts: Map<string, string>;
  length: number;
}

/** Of each namespace; more of it would rarely be asked for again before something is written. */
const mostLength = 8_000_000;

/** By open store: whoever asks, the same is answered. */
const remembered = new WeakMap<Store, Remembered>();

/**
 * The JSON text of what `make` gives, which is made once for as long as nothing is written to the store. `key`: of the
 * request, within the namespace; what is made may depend on it and on the store, and on nothing else.
 */
export async function rememberedText(
  project: Project,
  key: string,
  make: () => Promise<JsonObject>,
): Promise<string> {
  const { store } = await project.adapters();
  const version = store.version();
  const before = remembered.get(store);
  const found = before?.version === version ? before.texts.get(key) : undefined;
  if (found !== undefined) return found;
  const text = JSON.stringify(await make());
  // What was written meanwhile may be in it, or not.
  if (store.version() === version) remember(store, version, key, text);
  return text;
}

function remember(store: Store, version: string, key: string, text: string): void {
  let all = remembered.get(store);
  if (all?.version !== version || all.length > mostLength) {
    all = { version, texts: new Map(), length: 0 };
    remembered.set(store, all);
  }
  all.texts.set(key, text);
  all.length += key.length + text.length;
}
