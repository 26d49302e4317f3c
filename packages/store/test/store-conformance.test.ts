import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import { openStore } from "../src/index.ts";
import { createMemoryStore, storeConformance } from "../src/testing.ts";

storeConformance({
  name: "SQLite file",
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), "mlx-store-"));
    const ids = createFakeIds();
    const opened: Store[] = [];
    const another = async (namespace: string) => {
      const store = await openStore({ url: join(folder, "state", "mlx.db"), namespace, ids });
      opened.push(store);
      return store;
    };
    return {
      store: await another("test"),
      another,
      remove: async () => {
        for (const store of opened) await store.close();
        await rm(folder, { recursive: true });
      },
    };
  },
});

storeConformance({
  name: "SQLite in memory",
  open: async () => {
    const store = await createMemoryStore();
    return { store, remove: () => store.close() };
  },
});
