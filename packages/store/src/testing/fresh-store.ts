import type { Store } from "@mlx/core";
import { afterEach, beforeEach } from "vitest";
import type { OpenedStore, OpenFresh } from "./store-conformance.ts";

/** A fresh store for each test of the suite in which it is called. */
export function freshStore(open: OpenFresh): { readonly store: Store; readonly opened: OpenedStore } {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    await opened.remove();
  });
  return {
    get store() {
      return opened.store;
    },
    get opened() {
      return opened;
    },
  };
}
