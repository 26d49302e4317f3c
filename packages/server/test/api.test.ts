/** /api/v1 over a real project: what each route answers, that it is what is described, and how it fails. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { declareResources } from "@mlx/app";
import { type Address, isAddress } from "@mlx/core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { describedChecker } from "./check-described.ts";
import { type Ask, asker, nobody, type Told } from "./make-sensei.ts";
import { datasetsOnly, type OpenFaces, openFaces } from "./open-faces.ts";
import { workOn } from "./worked-runs.ts";

const more = (rate: number) => `recipes:
  line: { type: Python, algorithm: Regression, source: ./recipe }
instances:
  small:
    recipe: line
    tasks:
      train: { inputs: { train: rows }, parameters: { rate: ${rate} } }
      score: { inputs: { score: recent }, outputs: { predictions: ./results } }
experiments:
  fit: { instance: small, task: train }
  nightly: { instance: small, task: train, schedule: { cron: "0 3 * * *", startTime: "2026-01-01" } }
models:
  small: { promotion: { alias: champion, gates: [{ metric: RMSE, op: "<=", value: 10 }] } }
`;
const files = {
  ...datasetsOnly,
  "recipe/train.py": "",
  "recipe/score.py": "",
  "more.mlx.yaml": more(0.5),
};

let faces: OpenFaces;
let ask: Ask;
const wrong: string[] = [];

beforeAll(async () => {
  faces = await openFaces({ files });
  const plain = asker(faces.url);
  const check = await describedChecker();
  ask = async (asked) => {
    const told = await plain(asked);
    wrong.push(...check(asked, told));
    return told;
  };
});
afterEach(() => {
  expect(wrong.splice(0)).toEqual([]);
  expect(faces.bugs).toEqual([]);
});
afterAll(() => faces.close());

const get = (path: string, headers = {}) => ask({ method: "GET", path: `/api/v1${path}`, headers });
const send = (method: string, path: string, json?: unknown, headers = {}) =>
  ask({ method, path: `/api/v1${path}`, headers, ...(json === undefined ? {} : { json }) });
const post = (path: string, json?: unknown, headers = {}) => send("POST", path, json, headers);
const okay = ({ status, json, text }: Told) =>
  status < 300 && json ? json : expect.fail(`${status} ${text}`);
const itemsOf = (told: Told): readonly Readonly<Record<string, unknown>>[] => {
  const { items } = okay(told);
  return Array.isArray(items) ? items : expect.fail(told.text);
};
const failure = ({ status, json }: Told) => [status, (json?.error as { code?: string } | undefined)?.code];
const started = async (target = "experiment/fit", more: object = {}) =>
  String(okay(await post("/runs", { target, ...more })).id);

test("status and whoami", async () => {
  expect(okay(await get("/status"))).toMatchObject({
    kind: "status",
    project: "faces",
    resources: { dataset: 3, experiment: 2 },
  });
  expect(okay(await get("/whoami"))).toEqual({
    user: expect.stringMatching(/^tester@/),
    scope: "write",
    token: null,
    org: null,
    sandbox: null,
    namespace: "faces",
  });
});

test("resources are listed, paged, found by id and by address, and tell their revisions", async () => {
  const all = itemsOf(await get("/resources"));
  expect(all.map(({ address }) => address)).toEqual(
    expect.arrayContaining(["dataset/rows", "recipe/line", "instance/small", "experiment/fit"]),
  );
  const first = okay(await get("/resources?kind=dataset&limit=2"));
  expect(first).toMatchObject({ total: 3, next: expect.any(String) });
  const second = await get(`/resources?kind=dataset&limit=2&cursor=${first.next}`);
  expect([itemsOf(second).length, okay(second).next]).toEqual([1, null]);
  const line = okay(await get("/resources/recipe/line"));
  expect(line).toMatchObject({ kind: "recipe", managed: true, drifted: false, revision: 1 });
  expect(okay(await get(`/resources/${line.id}`))).toEqual(line);
  expect(itemsOf(await get("/resources/recipe/line/revisions"))).toMatchObject([
    { revision: 1, deleted: false, via: "files" },
  ]);
  expect(failure(await get("/resources/recipe/none"))).toEqual([404, "MLX8581"]);
  expect(failure(await get(`/resources/${nobody}`))).toEqual([404, "MLX8581"]);
  expect(failure(await get("/resources/line"))).toEqual([404, "MLX8581"]);
  expect(failure(await get("/resources/thing/none"))).toEqual([400, "MLX8529"]);
  expect(failure(await get("/resources?cursor=x"))).toEqual([400, "MLX8580"]);
  expect(failure(await get("/resources?limit=0"))).toEqual([400, "MLX8529"]);
  expect((await get("/resources?kin=dataset")).text).toContain(
    'the query of the request is not as described: it has no \\"kin\\"',
  );
  expect(failure(await get("/status?verbose=true"))).toEqual([400, "MLX8529"]);
  expect(failure(await get("/nowhere/at/all"))).toEqual([404, "MLX8526"]);
  const undecodable = await get("/runs/%ff");
  expect(failure(undecodable)).toEqual([400, "MLX8531"]);
  expect(undecodable.headers.get("x-content-type-options")).toBe("nosniff");
  wrong.splice(0);
});

test("the plan that was shown is applied, and no other", async () => {
  const empty = okay(await post("/plan"));
  expect(empty).toMatchObject({ kind: "plan", changes: [], blocks: [] });
  expect(okay(await post("/apply", { serial: empty.serial, digest: empty.digest }))).toMatchObject({
    changed: false,
  });
  const write = (rate: number) => writeFileSync(join(faces.root, "more.mlx.yaml"), more(rate));
  write(0.7);
  const shown = okay(await post("/plan", {}));
  expect(shown.changes).toMatchObject([{ action: "update", address: "instance/small" }]);
  write(0.9);
  const asked = { serial: shown.serial, digest: shown.digest };
  expect(failure(await post("/apply", asked))).toEqual([409, "MLX8082"]);
  write(0.7);
  expect(okay(await post("/apply", asked))).toMatchObject({
    changed: true,
    changes: [{ action: "update", address: "instance/small" }],
    actor: expect.stringMatching(/^tester@/),
  });
  expect(failure(await post("/apply", asked))).toEqual([409, "MLX8082"]);
  expect(itemsOf(await get("/history?limit=1"))).toMatchObject([{ via: "files", command: "apply" }]);
  writeFileSync(join(faces.root, "more.mlx.yaml"), "experiments: {");
  const broken = await post("/plan");
  expect(failure(broken)).toEqual([422, "MLX8002"]);
  expect(broken.json?.error).toMatchObject({ diagnostics: [{ severity: "error" }] });
  write(0.7);
  expect(failure(await post("/apply", { serial: 1 }))).toEqual([400, "MLX8529"]);
  expect(failure(await post("/plan", { destroy: true }))).toEqual([400, "MLX8529"]);
});

test("what the API made is unmanaged, and deleted it comes back", async () => {
  const made = okay(
    await post("/datasets", { path: "data/new/*.csv", description: "of the API", timestampColumn: "day" }),
  );
  expect(made).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    address: "dataset/new",
    managed: false,
    path: "data/new/*.csv",
    format: "csv",
  });
  expect(okay(await get(`/datasets/${made.id}`))).toEqual(made);
  expect(itemsOf(await get("/datasets")).map(({ address }) => address)).toContain("dataset/new");
  expect(okay(await get("/drift"))).toMatchObject({ unmanaged: ["dataset/new"] });
  expect(itemsOf(await get("/resources?managed=false"))).toMatchObject([{ address: "dataset/new" }]);
  expect(okay(await get("/datasets/rows?profile=true"))).toMatchObject({ rows: 1, managed: true });
  expect(failure(await post("/datasets", { path: "data/x.csv", name: "rows" }))).toEqual([409, "MLX8585"]);
  for (const path of ["../x.csv", "/etc/passwd", ".mlx/store.db"])
    expect(failure(await post("/datasets", { path }))).toEqual([422, "MLX8041"]);
  expect(failure(await get("/datasets/none"))).toEqual([404, "MLX8581"]);
  const { id } = okay(await get("/resources/dataset/new"));
  const removed = await declareResources(faces.project, { remove: [addressOf("dataset/new")] });
  expect([removed.ok, failure(await get("/resources/dataset/new"))]).toEqual([true, [404, "MLX8581"]]);
  expect(itemsOf(await get("/resources/dataset/new/revisions"))).toMatchObject([
    { deleted: true, via: "api", spec: null },
    { deleted: false, via: "api" },
  ]);
  expect(okay(await post("/resources/dataset/new/restore"))).toMatchObject({ id, managed: false });
  expect(okay(await get(`/datasets/${made.id}`))).toMatchObject({ path: "data/new/*.csv" });
  expect(failure(await post("/resources/dataset/rows/restore"))).toEqual([404, "MLX8047"]);
});

test("a run: started once for a key, found, searched, cancelled, tried again, repeated", async () => {
  const key = { "idempotency-key": "k-1" };
  const body = { target: "experiment/fit", parameters: { rate: 0.1, list: [1, 2] }, tags: { by: "test" } };
  const first = await post("/runs", body, key);
  expect([first.status, first.headers.get("location")]).toEqual([201, `/api/v1/runs/${okay(first).id}`]);
  expect(okay(first)).toMatchObject({
    state: "PENDING",
    trigger: "api",
    parameters: { rate: 0.1, list: [1, 2] },
  });
  const again = await post("/runs", body, key);
  expect([again.status, okay(again).id]).toEqual([200, okay(first).id]);
  expect(failure(await post("/runs", { ...body, priority: 1 }, key))).toEqual([422, "MLX8584"]);
  const id = String(okay(first).id);
  expect(okay(await get(`/runs/${id.slice(0, 8)}`))).toMatchObject({ id, attempts: [], outputs: [] });
  expect(okay(await get(`/runs/${id}/history`))).toMatchObject({
    ended: false,
    events: [{ type: "created" }],
  });
  const stopped = okay(await post(`/runs/${id}/cancel`));
  expect(stopped).toMatchObject({ id, state: "ABORTED", reason: "CANCELLED" });
  expect(okay(await post(`/runs/${id}/retry`))).toMatchObject({ id, state: "RETRY" });
  await post(`/runs/${id}/cancel`, { force: true });
  const rerun = await post(`/runs/${id}/rerun`);
  expect(rerun.status).toBe(201);
  expect(okay(rerun)).toMatchObject({ rerunOf: id, trigger: "rerun", parameters: { rate: 0.1 } });
  expect(failure(await post(`/runs/${okay(rerun).id}/retry`))).toEqual([409, "MLX3025"]);
  expect(itemsOf(await get("/runs?state=ABORTED&experiment=fit")).map((run) => run.id)).toEqual([id]);
  expect(itemsOf(await get("/runs?state=ABORTED&state=PENDING&filter=params.rate%20%3D%200.1")).length).toBe(
    2,
  );
  expect(failure(await get("/runs?filter=nonsense%20%3D%3D%3D"))[0]).toBe(422);
  expect(failure(await get("/runs/ffffffff"))).toEqual([404, "MLX3012"]);
  expect(failure(await post("/runs", { target: "experiment/none" }))[0]).toBe(422);
  expect(failure(await post("/runs", { ...body, parameters: { a: { secret: { env: "HOME" } } } }))).toEqual([
    422,
    "MLX8587",
  ]);
  expect(failure(await post("/runs", { ...body, unknown: 1 }))).toEqual([400, "MLX8529"]);
});

test("pages of runs hold still while others come", async () => {
  for (let count = 0; count < 3; count += 1) await started();
  const first = okay(await get("/runs?limit=2"));
  await started();
  let page = first;
  const ids: unknown[] = [];
  for (;;) {
    ids.push(...(Array.isArray(page.items) ? page.items.map((run) => run.id) : []));
    if (page.next === null) break;
    page = okay(await get(`/runs?limit=2&cursor=${page.next}`));
  }
  expect([new Set(ids).size, ids.length]).toEqual([first.total, first.total]);
});

test("what a run measured and made: metrics, model, files, promotion and back", async () => {
  const one = await started();
  await workOn(faces.project, one, {
    metrics: { RMSE: 3, "loss/train": Number.NaN },
    model: { "weights/a.txt": "0123456789", "m.json": "{}" },
  });
  const two = await started();
  await workOn(faces.project, two, { metrics: { RMSE: 2 }, model: { "m.json": "[]" } });
  expect(okay(await get(`/runs/${one}/metrics`))).toMatchObject({
    metrics: [
      { name: "RMSE", last: 3, count: 1 },
      { name: "loss/train", last: "NaN" },
    ],
  });
  expect(okay(await get(`/runs/${one}/metrics/loss/train`))).toMatchObject({
    points: [{ value: "NaN", step: 0 }],
  });
  expect(failure(await get(`/runs/${one}/metrics/none`))).toEqual([404, "MLX8080"]);
  expect(okay(await get(`/compare?ref=${one}&ref=${two}`))).toMatchObject({ kind: "comparison" });
  expect(failure(await get(`/compare?ref=${one}`))[0]).toBe(422);
  const versions = itemsOf(await get("/models?model=small"));
  expect(versions).toMatchObject([
    { number: 2, latest: true },
    { number: 1, latest: false },
  ]);
  const shown = okay(await get("/models/small/versions/1"));
  expect(shown).toMatchObject({
    ref: "model/small@v1",
    files: [{ path: "m.json" }, { path: "weights/a.txt" }],
  });
  expect(okay(await get("/models/small/versions/latest"))).toMatchObject({ number: 2 });
  const file = await get("/models/small/versions/1/files/weights/a.txt");
  expect([file.status, file.text, file.headers.get("content-length")]).toEqual([200, "0123456789", "10"]);
  const part = await get("/models/small/versions/1/files/weights/a.txt", { range: "bytes=2-4" });
  expect([part.status, part.text, part.headers.get("content-range")]).toEqual([206, "234", "bytes 2-4/10"]);
  const etag = file.headers.get("etag") ?? "";
  const known = await get("/models/small/versions/1/files/weights/a.txt", { "if-none-match": etag });
  expect(known.status).toBe(304);
  for (const path of ["weights", "../m.json", "%2e%2e%2fm.json", "/etc/passwd", "weights%2F..%2Fm.json"]) {
    const { status } = await ask({
      method: "GET",
      path: `/api/v1/models/small/versions/1/files/${path}`,
    });
    expect([path, status]).toEqual([path, 404]);
  }
  wrong.splice(0);
  expect(okay(await post("/models/small/versions/1/promote", {}))).toMatchObject({
    alias: "champion",
    changed: true,
    evaluation: { verdict: "passed" },
  });
  expect(okay(await post("/models/small/versions/2/promote", { reason: "better" }))).toMatchObject({
    move: { from: "model/small@v1", to: "model/small@v2", reason: "better" },
  });
  expect(okay(await post("/models/small/rollback", { reason: "worse after all" }))).toMatchObject({
    from: { number: 2 },
    to: { number: 1 },
  });
  expect(okay(await get("/models/small/history"))).toMatchObject({
    model: "small",
    moves: [{ how: "rollback" }, { how: "promote" }, { how: "promote" }],
  });
  expect(okay(await post("/models/small/versions/2/evaluate"))).toMatchObject({ verdict: "passed" });
  const described = await send("PUT", "/models/small/versions/2/description", {
    description: "the second",
    tags: { team: "a" },
  });
  expect(okay(described)).toMatchObject({ description: "the second", tags: { team: "a" } });
  expect(failure(await send("DELETE", "/models/small/versions/1"))).toEqual([409, "MLX7018"]);
  expect(okay(await send("DELETE", "/models/small/versions/2?reason=not%20needed"))).toMatchObject({
    status: "DELETED",
  });
  expect(okay(await post("/models/small/versions/2/restore"))).toMatchObject({ status: "READY" });
  expect(failure(await get("/models/small/versions/9"))[0]).toBe(404);
  expect(failure(await post("/models/small/rollback", {}))).toEqual([400, "MLX8529"]);
});

test("schedules: listed, next, paused and resumed, backfilled", async () => {
  expect(itemsOf(await get("/schedules"))).toMatchObject([
    { experiment: "experiment/nightly", state: "ACTIVE" },
  ]);
  expect(okay(await get("/schedules/next?count=2"))).toMatchObject({
    fires: [{ experiment: "experiment/nightly" }, { experiment: "experiment/nightly" }],
  });
  expect(okay(await post("/schedules/nightly/pause", { reason: "holidays" }))).toMatchObject({
    changed: true,
    schedule: { paused: { reason: "holidays" } },
  });
  expect(okay(await post("/schedules/nightly/pause"))).toMatchObject({ changed: false });
  expect(okay(await post("/schedules/nightly/resume"))).toMatchObject({ changed: true });
  const range = { from: "2026-02-01", until: "2026-02-03" };
  const dry = okay(await post("/schedules/nightly/backfill", { ...range, dryRun: true }));
  expect(dry).toMatchObject({ created: 0, hasDaemon: null });
  const done = okay(await post("/schedules/nightly/backfill", range));
  expect(done).toMatchObject({ created: (dry.times as unknown[]).length });
  expect(itemsOf(await get("/schedules/history"))).toEqual([]);
  expect(failure(await post("/schedules/none/pause"))[0]).toBe(404);
  expect(failure(await post("/schedules/nightly/backfill", { ...range, until: "2025-01-01" }))[0]).toBe(422);
  expect(itemsOf(await get("/services"))).toEqual([]);
  expect(failure(await get("/services/none"))).toEqual([404, "MLX3063"]);
});

test("tokens are made, listed without their text, revoked; every change is in the audit log", async () => {
  const made = okay(await post("/tokens", { user: "ann", scope: "write", ttlSeconds: 60 }));
  expect(made.text).toMatch(/^mlx_[\w-]{43}$/);
  const listed = await get("/tokens");
  expect(itemsOf(listed)).toMatchObject([{ user: "ann", scope: "write", revokedAt: null }]);
  expect(listed.text).not.toContain(String(made.text));
  const { id } = made.token as { readonly id: string };
  expect(okay(await send("DELETE", `/tokens/${id}`))).toMatchObject({ revokedAt: expect.any(String) });
  expect(failure(await send("DELETE", `/tokens/${nobody}`))[0]).toBe(404);
  await expect
    .poll(async () => itemsOf(await get("/audit?limit=1000")).map(({ method, path }) => `${method} ${path}`))
    .toEqual(expect.arrayContaining(["POST /api/v1/tokens", `DELETE /api/v1/tokens/${id}`]));
  const elsewhere = { "x-sandbox-name": "dev" };
  expect(failure(await get("/tokens", elsewhere))).toEqual([403, "MLX8582"]);
  expect(failure(await get("/audit", elsewhere))).toEqual([403, "MLX8582"]);
});

test("another sandbox sees nothing of the project, and has no files", async () => {
  const elsewhere = { "x-sandbox-name": "dev" };
  for (const path of ["/resources", "/runs", "/models", "/schedules", "/services", "/datasets", "/history"])
    expect([path, itemsOf(await get(path, elsewhere))]).toEqual([path, []]);
  const run = await started();
  for (const path of [`/runs/${run}`, `/runs/${run}/logs`, `/runs/${run}/events`, "/models/small/versions/1"])
    expect([path, (await get(path, elsewhere)).status]).toEqual([path, 404]);
  expect(failure(await post("/plan", {}, elsewhere))).toEqual([409, "MLX8060"]);
  expect(failure(await post("/datasets", { path: "data/rows.csv" }, elsewhere))).toEqual([422, "MLX8041"]);
  expect(failure(await post(`/runs/${run}/cancel`, {}, elsewhere))[0]).toBe(404);
  expect(okay(await get(`/runs/${run}`))).toMatchObject({ state: "PENDING" });
});

test("nothing that is answered tells where the project lies", async () => {
  for (const path of [
    "/status",
    "/resources",
    "/runs",
    "/models",
    "/datasets",
    "/schedules",
    "/history",
    "/drift",
  ])
    expect([path, (await get(path)).text.includes(faces.root)]).toEqual([path, false]);
});

test("the document and the page are open, and what they describe is what is served", async () => {
  const { status, json, headers } = await asker(faces.url)({ method: "GET", path: "/openapi.json" });
  expect([status, headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
  expect(json).toMatchObject({ openapi: "3.1.0", paths: { "/api/v1/runs": {}, "/data/sensei/engines": {} } });
  const page = await asker(faces.url)({ method: "GET", path: "/docs" });
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page.headers.get("content-security-policy")).toMatch(/style-src 'sha256-[\w+/=]+'/);
  expect(page.text).toContain('<article id="startRun">');
});

function addressOf(text: string): Address {
  return isAddress(text) ? text : expect.fail(text);
}
