import type { ApiToken, AuditEntry, Tenant } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function accessConformance(open: OpenFresh): void {
  describe("access", () => {
    const fresh = freshStore(open);
    const token = (id: number, more: Partial<ApiToken> = {}): ApiToken => ({
      ...{ id: uuid(id), user: "Jane_Doe@AdobeID", scope: "write", createdAt: at(id), createdBy: "ada@host" },
      ...more,
    });
    const full = token(2, {
      ...{ description: "nightly", scope: "read", org: "acme@AdobeOrg", sandbox: "dev", expiresAt: at(99) },
    });
    const entry = (number: number, seconds = number): AuditEntry => ({
      ...{ at: at(seconds), requestId: `r${number}`, user: "jane", namespace: "test/dev", remote: "::1" },
      ...{ method: "DELETE", path: "/data/sensei/engines/x", status: 200 },
      ...(number % 2 === 0 ? { token: uuid(1) } : {}),
    });
    const tenant = (sandbox: string, namespace: string, org?: string): Tenant => ({
      ...{ sandbox, namespace, createdAt: at(1) },
      ...(org === undefined ? {} : { org }),
    });

    it("takes tokens by their hash, and lists the oldest first", async () => {
      const { tokens } = fresh.store;
      await tokens.add(full, "aa");
      await tokens.add(token(1), "bb");
      expect(await tokens.byHash("aa")).toEqual(full);
      expect(await tokens.byHash("bb")).toEqual(token(1));
      expect(await tokens.byHash("AA")).toBeUndefined();
      expect(await tokens.list()).toEqual([full, token(1)]);
      await expect(tokens.add(token(3), "aa")).rejects.toThrow();
      expect(await tokens.list()).toHaveLength(2);
      const other = await fresh.opened.another?.("other");
      expect(await other?.tokens.byHash("aa")).toBeUndefined();
      expect((await other?.tokens.list()) ?? []).toEqual([]);
      expect(await other?.tokens.revoke(uuid(1), at(5))).toBeUndefined();
    });

    it("revokes a token once", async () => {
      const { tokens } = fresh.store;
      await tokens.add(token(1), "aa");
      expect(await tokens.revoke(uuid(1), at(5))).toEqual({ ...token(1), revokedAt: at(5) });
      expect(await tokens.revoke(uuid(1), at(6))).toEqual({ ...token(1), revokedAt: at(5) });
      expect(await tokens.byHash("aa")).toEqual({ ...token(1), revokedAt: at(5) });
      expect(await tokens.revoke(uuid(2), at(6))).toBeUndefined();
    });

    it("revokes with a token all that were made with it", async () => {
      const { tokens } = fresh.store;
      const made = [
        token(1),
        token(2, { madeWith: uuid(1) }),
        token(3, { madeWith: uuid(2), revokedAt: at(4) }),
        token(4, { madeWith: uuid(3) }),
        token(5),
        token(6, { madeWith: uuid(5) }),
      ];
      for (const one of made) await tokens.add(one, one.id);
      expect(await tokens.list()).toEqual(made);
      expect(await tokens.revoke(uuid(1), at(7))).toEqual({ ...made[0], revokedAt: at(7) });
      expect((await tokens.list()).map(({ revokedAt }) => revokedAt)).toEqual([
        ...[at(7), at(7), at(4), at(7)],
        ...[undefined, undefined],
      ]);
    });

    it("knows to the minute when a token was used last", async () => {
      const { tokens } = fresh.store;
      await tokens.add(token(1), "aa");
      const lastUse = async () => (await tokens.byHash("aa"))?.lastUsedAt;
      await tokens.used(uuid(1), at(61));
      expect(await lastUse()).toBe(at(60));
      const before = fresh.store.version();
      await tokens.used(uuid(1), at(119));
      // Not written again.
      expect(fresh.store.version()).toBe(before);
      await tokens.used(uuid(1), at(120));
      expect(await lastUse()).toBe(at(120));
      await tokens.used(uuid(1), at(60));
      expect(await lastUse()).toBe(at(120));
      await tokens.used(uuid(9), at(60));
    });

    it("keeps what was asked for, newest first, and lets go of the oldest", async () => {
      const { audit } = fresh.store;
      await audit.add([]);
      await audit.add([entry(1), entry(2)]);
      await audit.add([entry(3, 9), entry(4, 4), entry(5)]);
      const all = await audit.list({ limit: 9 });
      expect(all.map(({ seq: _, ...rest }) => rest)).toEqual([
        entry(5),
        entry(4, 4),
        entry(3, 9),
        entry(2),
        entry(1),
      ]);
      const page = await audit.list({ limit: 2 });
      expect(page).toEqual(all.slice(0, 2));
      expect(await audit.list({ limit: 2, before: page[1]?.seq ?? 0 })).toEqual(all.slice(2, 4));
      // The clock went back after the third: the fourth goes with it.
      expect(await audit.remove(at(5))).toBe(2);
      expect(await audit.list({ limit: 9 })).toEqual(all.slice(0, 3));
      expect(await audit.remove(at(99))).toBe(3);
      expect(await audit.remove(at(99))).toBe(0);
      const many = Array.from({ length: 1001 }, (_, index) => entry(index));
      await audit.add(many);
      expect(await audit.remove(at(1000))).toBe(1000);
      const other = await fresh.opened.another?.("other");
      expect((await other?.audit.list({ limit: 9 })) ?? []).toEqual([]);
    });

    it("has one namespace for each organisation and sandbox", async () => {
      const { tenants } = fresh.store;
      const first = tenant("dev", "t1");
      expect(await tenants.add(first)).toEqual(first);
      expect(await tenants.add(tenant("dev", "t2", "acme@AdobeOrg"))).toEqual(
        tenant("dev", "t2", "acme@AdobeOrg"),
      );
      expect(await tenants.add(tenant("prod", "t3", "acme@AdobeOrg"))).toEqual(
        tenant("prod", "t3", "acme@AdobeOrg"),
      );
      expect(await tenants.add({ ...tenant("dev", "t9"), createdAt: at(7) })).toEqual(first);
      expect(await tenants.add(tenant("dev", "t9", "acme@AdobeOrg"))).toEqual(
        tenant("dev", "t2", "acme@AdobeOrg"),
      );
      expect((await tenants.list()).map(({ namespace }) => namespace)).toEqual(["t1", "t2", "t3"]);
      await expect(tenants.add(tenant("stage", "t1"))).rejects.toThrow();
      const other = await fresh.opened.another?.("other");
      expect((await other?.tenants.list()) ?? []).toEqual([]);
    });

    it("has one namespace for those who ask at once", async () => {
      const stores = [fresh.store, (await fresh.opened.another?.("test")) ?? fresh.store];
      const added = await Promise.all(
        Array.from({ length: 8 }, (_, index) => stores[index % 2]?.tenants.add(tenant("dev", `t${index}`))),
      );
      expect(new Set(added.map((each) => each?.namespace)).size).toBe(1);
      expect(await fresh.store.tenants.list()).toEqual([added[0]]);
    });
  });
}
