/** Tokens, tenants and the audit log, in the store of a real project. */
import { expect, it, onTestFinished } from "vitest";
import { openAuditLog, readAudit } from "../src/access/audit-log.ts";
import { type Access, type Credentials, openAccess } from "../src/access/open-access.ts";
import { createToken, listTokens, parseTtl, revokeToken } from "../src/access/tokens.ts";
import type { Project } from "../src/project.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

const ofAcme = {
  ...smallProject,
  "mlx.yaml": `server: { org: ACME@AdobeOrg }\n${smallProject["mlx.yaml"]}`,
};

async function openSmall(files: Readonly<Record<string, string>> = ofAcme): Promise<Project> {
  const project = await openIn(createFolder(files).root);
  onTestFinished(() => project.close());
  return project;
}

it("a refused request is its token's, also where that is not valid any more", async () => {
  const project = await openSmall();
  const access = await openAccess(project, { auth: true });
  const reader = await token(project, { scope: "read" });
  const whose = async (credentials: Partial<Credentials>) => {
    const admitted = await access.admit({ scope: "write", ...credentials });
    return admitted.ok ? "admitted" : [admitted.failure.code, admitted.token?.id];
  };
  const { id } = reader.token;
  expect(await whose({ token: reader.text })).toEqual(["MLX8045", id]);
  expect(await whose({ token: reader.text, org: "EVE@AdobeOrg" })).toEqual(["MLX8045", id]);
  expect(await whose({ token: reader.text, org: "EVE@AdobeOrg", scope: "read" })).toEqual(["MLX8044", id]);
  value(await revokeToken(project, id));
  expect(await whose({ token: reader.text })).toEqual(["MLX8043", id]);
  expect(await whose({ token: `mlx_${"a".repeat(43)}` })).toEqual(["MLX8043", undefined]);
  expect(await whose({})).toEqual(["MLX8042", undefined]);
});

const token = async (project: Project, options: Partial<Parameters<typeof createToken>[1]> = {}) =>
  value(await createToken(project, { user: "jane@acme", scope: "write", ...options }));

/** Who is admitted to which namespace, or the code of the refusal. */
async function ask(access: Access, credentials: Partial<Credentials>): Promise<string> {
  const admitted = await access.admit({ scope: "read", ...credentials });
  if (!admitted.ok) return admitted.failure.code;
  const { project, user } = admitted.value;
  const { store, actor } = await project.adapters();
  expect(actor.startsWith(user)).toBe(true);
  return `${user.replace(/@.*/, "")} in ${store.namespace}`;
}

it("without authentication everybody is the user of the process", async () => {
  const project = await openSmall();
  const { actor } = await project.adapters();
  const access = await openAccess(project, { auth: false });
  const who = actor.replace(/@.*/, "");
  expect(await ask(access, {})).toBe(`${who} in small`);
  expect(await ask(access, { token: "whatever", scope: "write" })).toBe(`${who} in small`);
  expect(await ask(access, { sandbox: "dev", scope: "write" })).toBe(`${who} in small sandbox=dev`);
});

it("a token is asked for, and what it may is what it was made for", async () => {
  const project = await openSmall();
  const access = await openAccess(project, { auth: true });
  const { text } = await token(project);
  const reader = await token(project, { scope: "read", user: "bob" });
  expect(text).toMatch(/^mlx_[\w-]{43}$/);
  expect(await ask(access, {})).toBe("MLX8042");
  for (const wrong of ["", "mlx_", `${text}x`, text.toUpperCase(), `mlx_${"a".repeat(43)}`])
    expect(await ask(access, { token: wrong })).toBe("MLX8043");
  expect(await ask(access, { token: text, scope: "write" })).toBe("jane in small");
  expect(await ask(access, { token: reader.text })).toBe("bob in small");
  expect(await ask(access, { token: reader.text, scope: "write" })).toBe("MLX8045");
  // Asked again, the answer is the same: nothing is remembered of one for another.
  expect(await ask(access, { token: text })).toBe("jane in small");
});

it("a revoked token is let in nowhere from that moment on, and one that expired neither", async () => {
  const project = await openSmall();
  const access = await openAccess(project, { auth: true });
  const made = await token(project);
  const short = await token(project, { ttlSeconds: 0.05 });
  expect(await ask(access, { token: made.text })).toBe("jane in small");
  const other = await openIn(project.root);
  onTestFinished(() => other.close());
  const revoked = value(await revokeToken(other, made.token.id.slice(0, 8)));
  expect(await ask(access, { token: made.text })).toBe("MLX8043");
  await (await project.adapters()).clock.sleep(60);
  expect(await ask(access, { token: short.text })).toBe("MLX8043");
  // The first revocation counts.
  expect(value(await revokeToken(project, made.token.id)).revokedAt).toBe(revoked.revokedAt);
  expect((await revokeToken(project, "zzz")).ok).toBe(false);
  expect((await revokeToken(project, "")).ok).toBe(false);
});

it("a token that is made with another is no more than that one, and goes with it", async () => {
  const project = await openSmall();
  const access = await openAccess(project, { auth: true });
  const own = await token(project, { org: "ACME@AdobeOrg", sandbox: "prod", ttlSeconds: 3600 });
  const madeWith = own.token;
  const { expiresAt = "" } = madeWith;
  const child = await token(project, { madeWith, scope: "read" });
  expect(child.token).toMatchObject({
    ...{ scope: "read", org: "ACME@AdobeOrg", sandbox: "prod", expiresAt, madeWith: madeWith.id },
  });
  for (const more of [
    { org: "EVE@AdobeOrg" },
    { sandbox: "dev" },
    { ttlSeconds: 7200 },
    { madeWith: child.token, scope: "write" },
  ] as const) {
    const refused = await createToken(project, { user: "eve", scope: "read", madeWith, ...more });
    expect(refused).toMatchObject({ ok: false, failure: { code: "MLX8065" } });
  }
  const grandchild = await token(project, { madeWith: child.token, scope: "read", ttlSeconds: 60 });
  expect(grandchild.token.expiresAt?.localeCompare(expiresAt)).toBe(-1);
  expect(await ask(access, { token: grandchild.text })).toBe("jane in small");
  value(await revokeToken(project, madeWith.id));
  for (const { text } of [own, child, grandchild]) expect(await ask(access, { token: text })).toBe("MLX8043");
});

it("the text of a token is nowhere in what is kept or listed", async () => {
  const project = await openSmall();
  const { text } = await token(project);
  const listed = JSON.stringify(value(await listTokens(project)));
  expect(listed).not.toContain(text.slice(4));
});

it("a sandbox is made when somebody means to write, and asking about one leaves nothing", async () => {
  const project = await openSmall();
  const access = await openAccess(project, { auth: true });
  const { text } = await token(project);
  const { store } = await project.adapters();
  for (const sandbox of ["a", "b", "c"])
    expect(await ask(access, { token: text, sandbox })).toBe("jane in small sandbox=");
  expect(await store.tenants.list()).toEqual([]);
  expect(await ask(access, { token: text, sandbox: "dev", scope: "write" })).toBe(
    "jane in small sandbox=dev",
  );
  expect(await ask(access, { token: text, sandbox: "dev" })).toBe("jane in small sandbox=dev");
  expect((await store.tenants.list()).map(({ namespace }) => namespace)).toEqual(["small sandbox=dev"]);
});

it("another organisation is reached by a token that is bound to it, and by no other", async () => {
  const project = await openSmall();
  const access = await openAccess(project, { auth: true });
  const own = await token(project);
  const foreign = await token(project, { user: "eve", org: "EVE@AdobeOrg", sandbox: "dev" });
  const write = { scope: "write" } as const;
  expect(await ask(access, { token: foreign.text, ...write })).toBe(
    "eve in small org=EVE@AdobeOrg sandbox=dev",
  );
  expect(await ask(access, { token: foreign.text, org: "ACME@AdobeOrg", ...write })).toBe("MLX8044");
  expect(await ask(access, { token: foreign.text, sandbox: "prod", ...write })).toBe("MLX8044");
  expect(await ask(access, { token: own.text, org: "EVE@AdobeOrg", ...write })).toBe("MLX8044");
});

it("a tenant's namespace has no files, and closes with the project", async () => {
  const project = await openSmall();
  const within = project.within("small sandbox=dev").actingAs("jane");
  await expect(within.desired()).rejects.toMatchObject({ code: "MLX8060" });
  const [one, again] = [await within.adapters(), await within.adapters()];
  expect(one).toBe(again);
  expect((await within.configuration()).project).toBe("small");
  await within.close();
  expect((await one.store.resources.heads()).heads).toEqual([]);
  await project.close();
  await expect(one.store.resources.heads()).rejects.toThrow(/closed/);
});

it.each([
  [{ user: "" }, "MLX8063"],
  [{ user: "x".repeat(129) }, "MLX8063"],
  [{ user: "a\u001b[2J" }, "MLX8063"],
  [{ user: " a" }, "MLX8063"],
  [{ org: "a b" }, "MLX8061"],
  [{ sandbox: "" }, "MLX8061"],
  [{ ttlSeconds: 0 }, "MLX8063"],
  [{ ttlSeconds: 1e15 }, "MLX8063"],
  [{ description: "x".repeat(1025) }, "MLX8063"],
])("no token is made of %j", async (options, code) => {
  const project = await openSmall();
  const refused = await createToken(project, { user: "jane", scope: "read", ...options });
  expect(refused.ok ? "made" : refused.failure.code).toBe(code);
  expect(value(await listTokens(project))).toEqual([]);
});

it("a time to live is a duration with its unit", () => {
  expect(parseTtl("30d")).toEqual({ ok: true, value: 30 * 86_400 });
  for (const text of ["", "30", "soon", "-1d"]) expect(parseTtl(text).ok).toBe(false);
});

it("what was asked for is in the audit log once it is closed, newest first", async () => {
  const project = await openSmall();
  const audit = await openAuditLog(project, (message) => expect.fail(message));
  const note = { requestId: "r", user: "jane", remote: "::1", method: "POST", status: 201 };
  audit.add({ ...note, path: "/data/sensei/engines" });
  audit.add({ ...note, path: "/data/sensei/experiments", namespace: "small sandbox=dev" });
  await audit.close();
  const read = value(await readAudit(project, { limit: 10 }));
  expect(read.map(({ path, namespace }) => [path, namespace])).toEqual([
    ["/data/sensei/experiments", "small sandbox=dev"],
    ["/data/sensei/engines", "small"],
  ]);
  expect(value(await readAudit(project, { limit: 10, before: read[0]?.seq ?? 0 }))).toEqual([read[1]]);
});
