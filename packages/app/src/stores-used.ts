import { readdir, readFile, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { type Digest, isJsonObject, MlxError, type Store, systemErrorCode } from "@mlx/core";
import { openStore } from "@mlx/store";
import { systemIds } from "./environment.ts";
import { fileNotWritable } from "./errors.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { replaceFile } from "./replace-file.ts";

/** A store whose runs have left artifacts in a state folder. */
export interface StoreUsed {
  /** `Store.location`: a path, or a URL without its password. */
  readonly location: string;
  readonly namespace: string;
}

/** What `stores.json` says. */
interface StoresUsed {
  /**
   * False: the list was made beside artifacts that were there already, so that others may use them, and nobody
   * has said yet that it is complete.
   */
  readonly complete: boolean;
  readonly stores: readonly StoreUsed[];
}

const fileOf = (stateFolder: string) => join(stateFolder, "stores.json");

/** Writes down that a store uses the state folder; nothing is written where that is known. Failure: 8004. */
export async function rememberStore(stateFolder: string, { location, namespace }: StoreUsed): Promise<void> {
  if (location === ":memory:") return;
  const isThere = (used: StoresUsed) =>
    used.stores.some((each) => each.location === location && each.namespace === namespace);
  const known = await readStores(stateFolder);
  // A damaged one is left as it is: nothing is collected until somebody has looked at it.
  if (known === undefined || isThere(known)) return;
  await changeStores(stateFolder, (used) =>
    isThere(used) ? used : { ...used, stores: [...used.stores, { location, namespace }] },
  );
}

/** Somebody has said that all stores that use the state folder are known. Failure: 8004. */
export async function confirmStores(stateFolder: string): Promise<void> {
  await changeStores(stateFolder, (used) => (used.complete ? used : { ...used, complete: true }));
}

/**
 * What all stores but this one refer to of the artifacts in a state folder; or why that cannot be said, and then
 * nothing may be removed. `at`: see `Store.referencedArtifacts`. This one is remembered again before that.
 * Failure: 8004.
 */
export function referencesOfOthers(
  stateFolder: string,
  own: StoreUsed,
  { storesAreKnown = false, at }: { readonly storesAreKnown?: boolean; readonly at?: string } = {},
): Promise<ReadonlySet<Digest> | { readonly problem: string }> {
  return readOthers(stateFolder, own, storesAreKnown, (store) => store.referencedArtifacts(at));
}

/** The same of the folders that recipes name as their source. */
export function sourcesOfOthers(
  stateFolder: string,
  own: StoreUsed,
  { storesAreKnown = false, at }: { readonly storesAreKnown?: boolean; readonly at?: string } = {},
): Promise<ReadonlySet<string> | { readonly problem: string }> {
  return readOthers(stateFolder, own, storesAreKnown, (store) => store.referencedSources(at));
}

async function readOthers<T>(
  stateFolder: string,
  own: StoreUsed,
  storesAreKnown: boolean,
  read: (store: Store) => Promise<ReadonlySet<T>>,
): Promise<ReadonlySet<T> | { readonly problem: string }> {
  // The file may have been removed since the store was opened, which is long ago for a daemon.
  await rememberStore(stateFolder, own);
  const path = fileOf(stateFolder);
  const known = await readStores(stateFolder);
  if (known === undefined) return { problem: `${path} is damaged: it says which stores use the artifacts` };
  const locations = new Map(known.stores.map((store) => [store.location, store] as const));
  if (!known.complete && !storesAreKnown) return { problem: describeIncomplete([...locations.keys()]) };
  const references = new Set<T>();
  locations.delete(own.location);
  for (const { location, namespace } of locations.values()) {
    const found = await readFrom(location, namespace, read);
    if ("problem" in found)
      return {
        problem: `the store ${location} uses the artifacts too, and cannot be read: ${found.problem}; take it out of ${path} if it is gone for good`,
      };
    for (const digest of found) references.add(digest);
  }
  return references;
}

function describeIncomplete(locations: readonly string[]): string {
  return `an older mlx has left some without writing down which stores use them; known are ${locations.join(", ")}. If those are all, \`mlx gc --stores-are-known\`; else first \`mlx status --store URL\` for each other one`;
}

async function readFrom<T>(
  location: string,
  namespace: string,
  read: (store: Store) => Promise<ReadonlySet<T>>,
): Promise<ReadonlySet<T> | { readonly problem: string }> {
  try {
    // To open one that is not there would make it.
    if (isAbsolute(location)) await stat(location);
    const store = await openStore({ url: location, namespace, ids: systemIds });
    try {
      return await read(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof MlxError) return { problem: error.summary };
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return { problem: code === "ENOENT" ? "there is no such file" : code };
  }
}

/** Fails: 8004. */
async function changeStores(stateFolder: string, change: (used: StoresUsed) => StoresUsed): Promise<void> {
  const path = fileOf(stateFolder);
  try {
    await oneAtATime(path, async () => {
      const used = await readStores(stateFolder);
      const changed = used && change(used);
      if (changed === undefined || changed === used) return;
      const { complete, stores } = changed;
      const document = { version: 1, ...(complete ? {} : { complete }), stores };
      await replaceFile(path, `${JSON.stringify(document, null, 2)}\n`);
    });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined || error instanceof MlxError) throw error;
    throw fileNotWritable(path, code);
  }
}

/** `undefined` where the file is damaged. */
async function readStores(stateFolder: string): Promise<StoresUsed | undefined> {
  try {
    const document: unknown = JSON.parse(await readFile(fileOf(stateFolder), "utf8"));
    if (!isJsonObject(document) || !Array.isArray(document.stores)) return undefined;
    const stores = document.stores.flatMap((store: unknown) =>
      isJsonObject(store) && typeof store.location === "string" && typeof store.namespace === "string"
        ? [{ location: store.location, namespace: store.namespace }]
        : [],
    );
    return { complete: document.complete !== false, stores };
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") return undefined;
    return { complete: !(await hasArtifacts(stateFolder)), stores: [] };
  }
}

async function hasArtifacts(stateFolder: string): Promise<boolean> {
  try {
    return (await readdir(join(stateFolder, "cas"))).length > 0;
  } catch (error) {
    // What cannot be read may hold some.
    return systemErrorCode(error) !== "ENOENT";
  }
}
