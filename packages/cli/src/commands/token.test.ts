import { type ApiToken, MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { runFake } from "../../test/fake-context.ts";
import type { App } from "../app.ts";

const token: ApiToken = {
  id: "3f2a91bc-0000-4000-8000-000000000001",
  user: "jane@acme",
  scope: "read",
  createdAt: "2026-01-30T12:00:00.000Z",
  createdBy: "ada@host",
};
const text = `mlx_${"k".repeat(43)}`;

function makes(asked: unknown[]): Partial<App> {
  return {
    parseTtl: (ttl) =>
      ttl === "30d"
        ? { ok: true, value: 2_592_000 }
        : { ok: false, failure: new MlxError({ code: "MLX8063", summary: `no time: ${ttl}`, next: [] }) },
    createToken: async (_, request) => {
      asked.push(request);
      return { ok: true, value: { token: { ...token, expiresAt: "2026-03-02T12:00:00.000Z" }, text } };
    },
  };
}

test("token create puts the text alone on stdout, and asks for what its flags say", async () => {
  const asked: unknown[] = [];
  const flags = ["--scope", "read", "--org", "ACME@AdobeOrg", "--sandbox", "dev", "--expires", "30d"];
  const words = ["token", "create", "jane@acme", ...flags, "--description", "nightly"];
  const { exit, stdout, stderr } = await runFake(words, { app: makes(asked) });
  expect([exit, stdout]).toEqual([0, text]);
  expect(stderr).toBe(
    "Token 3f2a91bc: jane@acme may read in every sandbox until 2026-03-02 12:00:00 (in 30 d). It is shown this once; `mlx token revoke 3f2a91bc` takes it back.",
  );
  expect(asked).toEqual([
    {
      ...{ user: "jane@acme", scope: "read", org: "ACME@AdobeOrg", sandbox: "dev" },
      ...{ ttlSeconds: 2_592_000, description: "nightly" },
    },
  ]);
  expect((await runFake(["token", "create", "bob"], { app: makes(asked) })).exit).toBe(0);
  expect(asked.at(-1)).toEqual({ user: "bob", scope: "write" });
});

test("token create --json is one document, with the text", async () => {
  const { stdout, stderr } = await runFake(["token", "create", "jane@acme", "--json"], { app: makes([]) });
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ kind: "token", id: token.id, user: "jane@acme", scope: "read", text },
    ...{ org: null, sandbox: null, madeWith: null, revokedAt: null, expiresAt: "2026-03-02T12:00:00.000Z" },
  });
  expect(stderr).toBe("");
});

test.each([
  [["token", "create"], "MLX8100"],
  [["token", "create", "jane", "--scope", "admin"], "MLX8100"],
  [["token", "create", "jane", "--expires", "soon"], "MLX8063"],
  [["token", "revoke"], "MLX8100"],
  [["token", "audit", "--limit", "0"], "MLX8100"],
])("%j makes nothing", async (words, code) => {
  const asked: unknown[] = [];
  const { exit, stdout, stderr } = await runFake(words, { app: makes(asked) });
  expect([exit, stdout, asked]).toEqual([1, "", []]);
  expect(stderr).toContain(code);
});

const all: readonly ApiToken[] = [
  { ...token, description: "by hand\u001b[2J", lastUsedAt: "2026-01-31T11:59:00.000Z" },
  { ...token, id: "a1".repeat(18), scope: "write", org: "ACME@AdobeOrg", sandbox: "dev" },
  { ...token, id: "b2".repeat(18), user: "eve", revokedAt: "2026-01-31T11:00:00.000Z" },
  { ...token, id: "c3".repeat(18), user: "max", expiresAt: "2026-01-31T10:00:00.000Z" },
  { ...token, id: "d4".repeat(18), user: "sam", expiresAt: "2026-02-02T12:00:00.000Z" },
];

test("token list tells of each what it may, where, and whether it is valid", async () => {
  const app: Partial<App> = { listTokens: async () => ({ ok: true, value: all }) };
  expect((await runFake(["token", "list"], { app })).stdout).toMatchInlineSnapshot(`
    "ID        USER       SCOPE  WHERE                       STATE            LAST USED  CREATED  DESCRIPTION
    3f2a91bc  jane@acme  read   every sandbox               valid            1 min ago  1 d ago  by hand
    a1a1a1a1  jane@acme  write  ACME@AdobeOrg, sandbox dev  valid            never      1 d ago
    b2b2b2b2  eve        read   every sandbox               revoked 1 h ago  never      1 d ago
    c3c3c3c3  max        read   every sandbox               expired 2 h ago  never      1 d ago
    d4d4d4d4  sam        read   every sandbox               expires in 2 d   never      1 d ago"
  `);
  const { tokens } = JSON.parse((await runFake(["token", "list", "--json"], { app })).stdout);
  expect(tokens.map((one: ApiToken) => [one.id, one.revokedAt])).toEqual(
    all.map(({ id, revokedAt }) => [id, revokedAt ?? null]),
  );
  const none: Partial<App> = { listTokens: async () => ({ ok: true, value: [] }) };
  expect((await runFake(["token", "list"], { app: none })).stdout).toBe(
    "No tokens. `mlx token create USER` makes one.",
  );
});

test("token revoke says whose it was", async () => {
  const app: Partial<App> = {
    revokeToken: async (_, id) => ({ ok: true, value: { ...token, id, revokedAt: token.createdAt } }),
  };
  expect((await runFake(["token", "revoke", "3f2a"], { app })).stdout).toBe(
    "Token 3f2a of jane@acme is revoked.",
  );
});

test("token audit lists what was asked for, newest first", async () => {
  const asked: unknown[] = [];
  const entry = { at: token.createdAt, requestId: "r", remote: "::1", namespace: "shop", user: "jane" };
  const app: Partial<App> = {
    readAudit: async (_, page) => {
      asked.push(page);
      return {
        ok: true,
        value: [
          { ...entry, seq: 8, token: token.id, method: "POST", path: "/data/sensei/engines", status: 403 },
          { ...entry, seq: 7, method: "DELETE", path: "/data/sensei/engines/\u001bx", status: 200 },
        ],
      };
    },
  };
  const { stdout } = await runFake(["token", "audit", "--limit", "2", "--before", "9"], { app });
  expect(stdout).toMatchInlineSnapshot(`
    "N  AT       USER  STATUS  METHOD  PATH                    WHERE  FROM  TOKEN
    8  1 d ago  jane  403     POST    /data/sensei/engines    shop   ::1   3f2a91bc
    7  1 d ago  jane  200     DELETE  /data/sensei/engines/x  shop   ::1"
  `);
  expect(asked).toEqual([{ limit: 2, before: 9 }]);
  const json = JSON.parse((await runFake(["token", "audit", "--json"], { app })).stdout);
  expect([json.kind, json.entries[0].seq, asked.at(-1)]).toEqual(["audit", 8, { limit: 50 }]);
});
