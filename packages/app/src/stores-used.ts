import { readFile, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { type Digest, isJsonObject, MlxError, systemErrorCode } from "@mlx/core";
import { openStore } from "@mlx/store";
import { systemIds } from "./environment.ts";
import { replaceFile } from "./replace-file.ts";

/** A store whose runs have left artifacts in a state folder. */
export interface StoreUsed {
  /** `Store.location`: a path, or a URL without its password. */
  readonly location: string;
  readonly namespace: string;
}

const fileOf = (stateFolder: string) => join(stateFolder, "stores.json");

/** Writes down that a store uses the state folder; nothing is written where that is known. Failure: 8004. */
export async function rememberStore(stateFolder: string, { location, namespace }: StoreUsed): Promise<void> {
  if (location === ":memory:") return;
  const path = fileOf(stateFolder);
  const known = await readStores(path);
  // A damaged one is left as it is: nothing is collected until somebody has looked at it.
  if (known === undefined) return;
  if (known.some((each) => each.location === location && each.namespace === namespace)) return;
  const stores = [...known, { location, namespace }];
  await replaceFile(path, `${JSON.stringify({ version: 1, stores }, null, 2)}\n`);
}

/**
 * What all stores but the one at `own` refer to of the artifacts in a state folder; or why that cannot be
 * said, and then nothing may be removed.
 */
export async function referencesOfOthers(
  stateFolder: string,
  own: string,
): Promise<ReadonlySet<Digest> | { readonly problem: string }> {
  const path = fileOf(stateFolder);
  const known = await readStores(path);
  if (known === undefined) return { problem: `${path} is damaged: it says which stores use the artifacts` };
  const references = new Set<Digest>();
  const others = new Map(known.map((store) => [store.location, store] as const));
  others.delete(own);
  for (const { location, namespace } of others.values()) {
    const found = await referencesOf(location, namespace);
    if ("problem" in found)
      return {
        problem: `the store ${location} uses the artifacts too, and cannot be read: ${found.problem}; take it out of ${path} if it is gone for good`,
      };
    for (const digest of found) references.add(digest);
  }
  return references;
}

async function referencesOf(
  location: string,
  namespace: string,
): Promise<ReadonlySet<Digest> | { readonly problem: string }> {
  try {
    // To open one that is not there would make it.
    if (isAbsolute(location)) await stat(location);
    const store = await openStore({ url: location, namespace, ids: systemIds });
    try {
      return await store.referencedArtifacts();
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

/** `undefined` where the file is damaged; empty where there is none. */
async function readStores(path: string): Promise<readonly StoreUsed[] | undefined> {
  try {
    const document: unknown = JSON.parse(await readFile(path, "utf8"));
    if (!isJsonObject(document) || !Array.isArray(document.stores)) return undefined;
    return document.stores.flatMap((store: unknown) =>
      isJsonObject(store) && typeof store.location === "string" && typeof store.namespace === "string"
        ? [{ location: store.location, namespace: store.namespace }]
        : [],
    );
  } catch (error) {
    return systemErrorCode(error) === "ENOENT" ? [] : undefined;
  }
}
