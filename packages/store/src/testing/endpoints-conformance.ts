import { type EndpointRecord, formatAddress, type ResourceWrite } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, commitOf, putService, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function endpointsConformance(open: OpenFresh): void {
  describe("endpoints", () => {
    const fresh = freshStore(open);
    const service = (name: string) => formatAddress({ kind: "service", name });
    const endpoint = (name: string, more: Partial<EndpointRecord> = {}): EndpointRecord => ({
      ...{ service: service(name), worker: "w", url: `http://127.0.0.1:4747/services/${name}`, deaths: 0 },
      status: { state: "SWITCHING", serving: "model/x@v1", next: "model/x@v2" },
      ...{ replicas: { wanted: 2, ready: 1 }, since: at(1), updatedAt: at(2) },
      ...more,
    });

    it("are one for each service", async () => {
      const { endpoints } = fresh.store;
      await endpoints.put(endpoint("b"));
      await endpoints.put(endpoint("a"));
      const later = endpoint("b", { worker: "v", status: { state: "STOPPED" }, updatedAt: at(9) });
      await endpoints.put(later);
      expect(await endpoints.list()).toEqual([endpoint("a"), later]);
      await endpoints.remove(service("a"));
      await endpoints.remove(service("a"));
      expect(await endpoints.list()).toEqual([later]);
      const other = await fresh.opened.another?.("other");
      expect(await other?.endpoints.list()).toEqual(other === undefined ? undefined : []);
    });

    it("go along with their services", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [putService(1, "a"), putService(2, "b"), putService(3, "c")]));
      for (const [name, worker] of Object.entries({ a: "wa", b: "wb", c: "wc" }))
        await store.endpoints.put(endpoint(name, { worker }));
      const gone: ResourceWrite = { action: "delete", address: service("c") };
      const swap = [putService(1, "b", "a"), putService(2, "a", "b")];
      await store.applies.commit(commitOf(1, swap));
      const workers = async () =>
        (await store.endpoints.list()).map(({ service: of, worker }) => [of, worker]);
      expect(await workers()).toEqual([
        [service("a"), "wb"],
        [service("b"), "wa"],
        [service("c"), "wc"],
      ]);
      await store.applies.commit(commitOf(2, [gone, putService(1, "c", "b")]));
      expect(await workers()).toEqual([
        [service("a"), "wb"],
        [service("c"), "wa"],
      ]);
      expect((await store.resources.get(service("c")))?.id).toBe(uuid(1));
    });
  });
}
