/** Tokens, their audit log, and the API without a daemon, through the real binary. */
import { expect, test } from "vitest";
import { createApi, formOf, senseiPath as sensei, startApi, zip } from "./api-server.ts";
import { createSandbox, type RunningMlx, type Sandbox, until } from "./sandbox.ts";
import { recipeFiles, runToEnd } from "./sensei-recipe.ts";

const home = "HOME@AdobeOrg";
const away = "AWAY@AdobeOrg";

async function createProject(): Promise<Sandbox> {
  const sandbox = createSandbox();
  sandbox.write({
    "mlx.yaml": `project: access\nserver: { org: ${home} }\ndatasets:\n  rows: { path: ./rows.csv }\n`,
    "rows.csv": "x,y\n1,2\n",
    [`tenants/${away}/prod/mine.csv`]: "x,y\n1,2\n2,3\n",
  });
  const applied = await sandbox.mlx("apply", "--yes");
  expect([applied.code, applied.stderr]).toEqual([0, expect.any(String)]);
  return sandbox;
}

async function makeToken(sandbox: Sandbox, ...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await sandbox.mlx("token", "create", ...words);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^mlx_[\w-]{43}\n$/)]);
  expect(stderr).toContain("It is shown this once");
  return stdout.trim();
}

async function urlOf({ output, child }: RunningMlx): Promise<string> {
  await until("the API answers", () => /answers at/.test(output()) || child.exitCode !== null);
  const [url = expect.fail(output())] = /http:\/\/[\d.:]+/.exec(output()) ?? [];
  return url;
}

test("a token is made, used, audited and revoked; the API ends when what it answers is answered", async () => {
  const sandbox = await createProject();
  const text = await makeToken(sandbox, "jane", "--expires", "1d");
  const server = sandbox.start("up", "--api-only", "--auth", "--port", "0");
  const url = await urlOf(server);
  const api = createApi(url, { authorization: `Bearer ${text}` });
  expect((await api.ask("GET", `${sensei}/engines`)).status).toBe(200);
  expect((await createApi(url, {}).ask("GET", `${sensei}/engines`)).status).toBe(403);
  const child = await api.make("/api/v1/tokens", { user: "kim", scope: "write" });
  const asKim = createApi(url, { authorization: String(child.text) });
  expect((await asKim.ask("POST", "/api/v1/datasets", { json: { path: "../x.csv" } })).status).toBe(422);
  const list = async () => {
    const { tokens } = await sandbox.json("token", "list");
    return tokens as readonly { readonly [field: string]: unknown }[];
  };
  const [jane, kim] = await list();
  expect(kim).toMatchObject({ user: "kim", madeWith: jane?.id, expiresAt: jane?.expiresAt, revokedAt: null });
  expect((await sandbox.mlx("token", "revoke", String(jane?.id).slice(0, 8))).code).toBe(0);
  expect((await sandbox.mlx("token", "revoke", "none")).stderr).toContain("MLX8064");
  expect((await list()).every(({ revokedAt }) => typeof revokedAt === "string")).toBe(true);
  expect((await asKim.ask("GET", `${sensei}/engines`)).status).toBe(401);
  server.child.kill("SIGINT");
  expect(await server.finished).toMatchObject({ code: 0, signal: null });
  const { entries } = await sandbox.json("token", "audit");
  const seen = (entries as readonly { readonly [field: string]: unknown }[]).map(
    ({ user, method, path, status }) => `${user} ${method} ${path} ${status}`,
  );
  expect(seen).toEqual([
    "kim GET /data/sensei/engines 401",
    "kim POST /api/v1/datasets 422",
    "jane POST /api/v1/tokens 201",
  ]);
});

test("a second Ctrl-C ends the API though somebody is being answered", async () => {
  const sandbox = await createProject();
  const server = sandbox.start("up", "--api-only", "--port", "0");
  const url = await urlOf(server);
  // A body that never ends.
  const asked = fetch(`${url}${sensei}/engines`, {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=x" },
    body: new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("--x\r\n")),
    }),
    duplex: "half",
  } as RequestInit).then(
    () => "answered",
    () => "cut",
  );
  await until("it is asked", async () => (await fetch(`${url}/healthz`)).ok);
  server.child.kill("SIGINT");
  await until("it takes nothing new", () =>
    fetch(`${url}/healthz`).then(
      ({ ok }) => !ok,
      () => true,
    ),
  );
  expect(server.child.exitCode).toBeNull();
  server.child.kill("SIGINT");
  expect(await server.finished).toMatchObject({ code: 0 });
  expect(await asked).toBe("cut");
});

test("the run of another organisation is executed, on its own data and on nobody else's", async () => {
  const sandbox = await createProject();
  const text = await makeToken(sandbox, "eve", "--org", away);
  const { url } = await startApi(sandbox, "--auth");
  const api = createApi(url, { authorization: text, "x-gw-ims-org-id": away });
  const data = (path: string) => api.ask("POST", "/api/v1/datasets", { json: { path } });
  for (const path of ["rows.csv", "tenants/X@AdobeOrg/prod/a.csv", `tenants/${away}/../x.csv`, ".mlx/mlx.db"])
    expect([path, (await data(path)).status]).toEqual([path, 422]);
  const mine = await data(`tenants/${away}/prod/mine.csv`);
  expect([mine.status, mine.body.path]).toEqual([201, `tenants/${away}/prod/mine.csv`]);
  const form = formOf(
    "engine",
    { name: "mine", type: "Python" },
    { defaultArtifact: { name: "recipe.zip", content: zip(recipeFiles) } },
  );
  const engine = await api.ask("POST", `${sensei}/engines`, { form });
  expect(engine.status).toBe(201);
  const dataset = (key: string) => ({ key, value: mine.body.id });
  const instance = await api.make(`${sensei}/mlInstances`, {
    name: "mine",
    engineId: engine.body.id,
    tasks: [
      { name: "train", parameters: [dataset("trainingDataSetId")] },
      { name: "score", parameters: [dataset("scoringDataSetId")] },
    ],
  });
  const experiment = await api.make(`${sensei}/experiments`, { name: "mine", mlInstanceId: instance.id });
  for (const mode of ["train", "score"]) await runToEnd(api, experiment.id, mode);
  expect((await api.get(`${sensei}/models`)).children).toHaveLength(1);
  // What it has scored lies with it.
  expect(sandbox.list(`tenants/${away}/prod/results`)).toEqual(["mine-results"]);
  expect(sandbox.list("results")).toEqual([]);
  const { runs: own } = await sandbox.json("runs", "list");
  expect(own).toEqual([]);
  expect((await sandbox.mlx("status")).stdout).toMatch(/sandboxes +1 beside this one/);
});
