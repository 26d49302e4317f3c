import type { Ids, Store } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import { openStore } from "../open-store.ts";

/** A store of its own that is gone when it is closed; namespace `test`. */
export function createMemoryStore(ids: Ids = createFakeIds()): Promise<Store> {
  return openStore({ url: ":memory:", namespace: "test", ids });
}
