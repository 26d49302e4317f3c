/** Who is let in, and what the server refuses by itself, over real sockets. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createToken, openProject, type Project, readAudit } from "@mlx/app";
import { MlxError } from "@mlx/core";
import { expect, it, onTestFinished } from "vitest";
import { type ApiOptions, type DaemonFace, type RunningServer, startServer } from "../src/index.ts";
import { readTls } from "../src/tls/read-tls.ts";

const daemon: DaemonFace = {
  health: () => ({ state: "up", problems: [] }),
  status: async () => ({}),
  metrics: async () => "",
  drain: () => {},
  stop: () => {},
};

async function openSmall(server = ""): Promise<Project> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "mlx-admission-")));
  writeFileSync(join(root, "mlx.yaml"), `project: small\n${server}`);
  const opened = await openProject({
    cwd: root,
    variables: {},
    variableFiles: [],
    processEnv: { PATH: process.env.PATH, MLX_ACTOR: "tester" },
    version: "0.0.0",
    supervisor: "/none",
    self: [process.execPath, "/none"],
    events: () => {},
  });
  if (!opened.ok) throw opened.failure;
  const project = opened.value;
  onTestFinished(async () => {
    await project.close();
    rmSync(root, { recursive: true, force: true });
  });
  return project;
}

async function start(
  project: Project,
  { host = "127.0.0.1", ...options }: Partial<ApiOptions> & { readonly host?: string } = {},
): Promise<RunningServer> {
  const api = { project, onProblem: (message: string) => expect.fail(message), ...options };
  const server = await startServer({ daemon, host, port: 0, api });
  onTestFinished(() => server.close(0));
  return server;
}

async function tokenOf(
  project: Project,
  scope: "read" | "write" = "write",
  bounds: { readonly sandbox?: string } = {},
): Promise<string> {
  const made = await createToken(project, { user: "jane@acme", scope, ...bounds });
  if (!made.ok) throw made.failure;
  return made.value.text;
}

/** Its status, and what names the refusal. */
async function ask(url: string, init: RequestInit = {}): Promise<readonly [number, unknown]> {
  const answer = await fetch(url, init);
  const body: unknown = await answer.json();
  expect(answer.headers.get("x-request-id")).toMatch(/./);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  if (typeof body !== "object" || body === null) return [answer.status, body];
  if ("error_code" in body) return [answer.status, body];
  const error =
    "error" in body ? body.error : "additionalDetails" in body ? body.additionalDetails : undefined;
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return [answer.status, code];
}

const json = { "content-type": "application/json" };

it("the Sensei API refuses as Adobe's gateway did, the other one with a code", async () => {
  const project = await openSmall();
  const { url, auth } = await start(project, { auth: true });
  expect(auth).toBe(true);
  const sensei = `${url}/data/sensei/engines`;
  const own = `${url}/api/v1/runs`;
  expect(await ask(sensei)).toEqual([403, { error_code: "403010", message: "Oauth token is missing." }]);
  expect(await ask(own)).toEqual([401, "MLX8042"]);
  expect((await fetch(own)).headers.get("www-authenticate")).toBe('Bearer realm="mlx"');
  const wrong = { headers: { authorization: "Bearer mlx_nope" } };
  expect(await ask(sensei, wrong)).toEqual([
    401,
    { error_code: "401013", message: "Oauth token is not valid" },
  ]);
  expect(await ask(own, wrong)).toEqual([401, "MLX8043"]);
});

it("a token is taken with and without Bearer, and x-api-key is ignored", async () => {
  const project = await openSmall("server: { org: ACME@AdobeOrg }\n");
  const token = await tokenOf(project);
  const { url } = await start(project, { auth: true });
  const sensei = `${url}/data/sensei/insights/metrics`;
  for (const authorization of [token, `Bearer ${token}`, `bearer  ${token}`])
    expect((await fetch(sensei, { headers: { authorization, "x-api-key": "acp_anything" } })).status).toBe(
      200,
    );
  expect((await fetch(`${sensei}/?algorithm=x`, { headers: { authorization: token } })).status).toBe(200);
  const foreign = { authorization: token, "x-gw-ims-org-id": "EVE@AdobeOrg" };
  expect(await ask(sensei, { headers: foreign })).toEqual([
    403,
    { error_code: "403025", message: "Profile is not valid" },
  ]);
});

it("a token that may read changes nothing; what may have changed something is audited, and what a token was refused", async () => {
  const project = await openSmall();
  const [reader, writer] = [await tokenOf(project, "read"), await tokenOf(project)];
  const bound = await tokenOf(project, "read", { sandbox: "dev" });
  const server = await start(project, { auth: true });
  const url = `${server.url}/data/sensei/experiments?x=1`;
  const post = (authorization: string) =>
    ask(url, { method: "POST", headers: { ...json, authorization }, body: "[" });
  expect(await post(reader)).toEqual([403, "MLX8045"]);
  expect(await post(writer)).toEqual([400, "MLX8522"]);
  expect(await post(`mlx_${"x".repeat(43)}`)).toEqual([
    401,
    { error_code: "401013", message: expect.any(String) },
  ]);
  const get = (sandbox: string) =>
    fetch(url, { headers: { authorization: bound, "x-sandbox-name": sandbox } }).then(({ status }) => status);
  expect([await get("dev"), await get("prod")]).toEqual([200, 403]);
  await server.close();
  const audit = await readAudit(project, { limit: 9 });
  expect(
    audit.ok && audit.value.map(({ user, method, path, status }) => [user, method, path, status]),
  ).toEqual([
    ["jane@acme", "GET", "/data/sensei/experiments", 403],
    ["jane@acme", "POST", "/data/sensei/experiments", 400],
    ["jane@acme", "POST", "/data/sensei/experiments", 403],
  ]);
});

it.each([
  [
    "too large a document",
    "POST",
    "",
    { headers: json, body: `"${"x".repeat(1024 * 1024)}"` },
    [413, "MLX8521"],
  ],
  ["too deep a document", "POST", "", { headers: json, body: "[".repeat(100) }, [400, "MLX8523"]],
  ["a poisoned document", "POST", "", { headers: json, body: '{"__proto__":{}}' }, [400, "MLX8523"]],
  ["a thousand parameters", "GET", `?${"a=1&".repeat(1000)}`, {}, [400, "MLX8531"]],
] as const)("%s is refused", async (_, method, query, init, expected) => {
  const { url } = await start(await openSmall());
  expect(await ask(`${url}/data/sensei/experiments${query}`, { method, ...init })).toEqual(expected);
});

it("what a page of another site sends changes nothing, and is told so", async () => {
  const { url } = await start(await openSmall());
  const evil = { origin: "http://evil.example" };
  const crossSite = { ...evil, "sec-fetch-site": "cross-site" };
  const form = new FormData();
  form.set("engine", '{"name":"taken"}');
  const asked = [
    ask(`${url}/data/sensei/engines`, { method: "POST", headers: crossSite, body: form }),
    ask(`${url}/data/sensei/experiments`, { method: "POST", headers: evil, body: "{}" }),
    ask(`${url}/api/v1/schedules/x/pause`, { method: "POST", headers: evil }),
    ask(`${url}/api/v1/runs`, { method: "POST", headers: { ...json, origin: url }, body: '{"target":"x"}' }),
  ];
  expect(await Promise.all(asked)).toEqual([
    [403, "MLX8537"],
    [403, "MLX8537"],
    [403, "MLX8537"],
    [422, expect.any(String)],
  ]);
  const read = await fetch(`${url}/data/sensei/engines`, { headers: crossSite });
  expect([read.status, read.headers.get("access-control-allow-origin")]).toEqual([200, null]);
});

it("a path that is asked with another method says which it takes", async () => {
  const { url } = await start(await openSmall());
  const refused = async (path: string, method: string) => {
    const answer = await fetch(`${url}${path}`, { method });
    return [answer.status, answer.headers.get("allow")];
  };
  expect(await refused("/data/sensei/models", "DELETE")).toEqual([405, "GET, HEAD, POST"]);
  expect(await refused("/api/v1/schedules/x/pause", "PUT")).toEqual([405, "POST"]);
  expect(await refused("/api/v1/nothing", "PUT")).toEqual([404, null]);
});

it("where tokens are asked for, so are status and metrics; health is open", async () => {
  const project = await openSmall();
  const { url } = await start(project, { auth: true });
  const statusesWith = (headers: Readonly<Record<string, string>>) =>
    Promise.all(
      ["/healthz", "/readyz", "/status", "/metrics", "/status/", "/metrics?x=1"].map(
        async (path) => (await fetch(`${url}${path}`, { headers })).status,
      ),
    );
  expect(await statusesWith({})).toEqual([200, 200, 401, 401, 401, 401]);
  expect((await fetch(`${url}/metrics`)).headers.get("www-authenticate")).toBe('Bearer realm="mlx"');
  const reader = await tokenOf(project, "read");
  expect(await statusesWith({ authorization: `Bearer ${reader}` })).toEqual([200, 200, 200, 200, 200, 200]);
  const bound = await tokenOf(project, "read", { sandbox: "dev" });
  expect(await statusesWith({ authorization: bound })).toEqual([200, 200, 403, 403, 403, 403]);
  const open = await start(project);
  expect((await fetch(`${open.url}/status`)).status).toBe(200);
});

it("an id of the client comes back, unless it would spoil a log", async () => {
  const { url } = await start(await openSmall());
  const idOf = async (id: string) =>
    (await fetch(`${url}/healthz`, { headers: { "x-request-id": id } })).headers.get("x-request-id");
  expect(await idOf("abc-1")).toBe("abc-1");
  expect(await idOf("a b;c")).toMatch(/^[\da-f-]{36}$/);
  expect(await idOf("x".repeat(129))).toMatch(/^[\da-f-]{36}$/);
});

it("too many requests within a minute are told to wait, those who are refused too", async () => {
  const { url } = await start(await openSmall("server: { requestsPerMinute: 3 }\n"), { auth: true });
  const statuses: number[] = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await fetch(`${url}/api/v1/runs`)).status);
  expect(statuses).toEqual([401, 401, 401, 429]);
  const last = await fetch(`${url}/api/v1/runs`);
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

it("beyond this machine nothing is served without tokens, nor in the open without a word", async () => {
  const project = await openSmall();
  const started = (options: Parameters<typeof start>[1]) =>
    start(project, { host: "0.0.0.0", ...options }).then(
      ({ warnings }) => warnings.map((text) => text.slice(0, 30)),
      (error: unknown) => (error instanceof MlxError ? error.code : error),
    );
  expect(await started({ auth: false })).toBe("MLX8535");
  expect(await started({})).toBe("MLX8536");
  await tokenOf(project);
  expect(await started({})).toEqual(["plain HTTP beyond this machine"]);
});

function makeCertificate(folder: string, name: string, ...flags: readonly string[]) {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  mkdirSync(dirname(key), { recursive: true });
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  execFileSync("openssl", [...made, "-keyout", key, "-out", cert, ...subject, ...flags], { stdio: "ignore" });
  return { key, cert };
}

it("answers over HTTPS where there is a certificate, and says what is wrong with one", async () => {
  const project = await openSmall();
  const own = makeCertificate(project.root, "own", "-days", "2");
  const other = makeCertificate(project.root, "other", "-days", "2");
  const { url } = await start(project, { tls: own });
  expect(url).toMatch(/^https:/);
  const status = await new Promise((resolve, reject) => {
    request(`${url}/data/sensei/insights/metrics`, { rejectUnauthorized: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(200);
  const wrong = (tls: { readonly cert: string; readonly key: string }) =>
    start(project, { tls }).catch((error: unknown) => (error instanceof MlxError ? error.code : error));
  expect(await wrong({ ...own, cert: join(project.root, "none") })).toBe("MLX8532");
  expect(await wrong({ cert: own.cert, key: other.key })).toBe("MLX8533");
  expect(await wrong({ cert: own.key, key: own.key })).toBe("MLX8533");
  const day = 86_400_000;
  await expect(readTls(own, Date.now() + 3 * day)).rejects.toMatchObject({ code: "MLX8534" });
  await expect(readTls(own, Date.now() - day)).rejects.toMatchObject({ code: "MLX8534" });
});
