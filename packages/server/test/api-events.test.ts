/** Server-sent events and logs of /api/v1 over a real socket: resumed, filtered, and ended. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { asker } from "./make-sensei.ts";
import { datasetsOnly, type OpenFaces, openFaces } from "./open-faces.ts";
import { workOn } from "./worked-runs.ts";

const files = {
  ...datasetsOnly,
  "recipe/train.py": "",
  "more.mlx.yaml": `recipes:
  line: { type: Python, source: ./recipe }
instances:
  small: { recipe: line, tasks: { train: { inputs: { train: rows } } } }
experiments:
  fit: { instance: small, task: train }
  other: { instance: small, task: train }
`,
};

interface Sent {
  readonly id: string;
  readonly type: string;
  readonly data: {
    readonly run?: { readonly id: string; readonly state: string };
    readonly [name: string]: unknown;
  };
}

let faces: OpenFaces;
beforeEach(async () => {
  faces = await openFaces({ files });
});
afterEach(() => faces.close());

const start = async (target = "experiment/fit") => {
  const { json } = await asker(faces.url)({ method: "POST", path: "/api/v1/runs", json: { target } });
  return String(json?.id);
};

/** A reader that is connected: the first thing that is sent has arrived. */
async function connect(path: string, headers: Record<string, string> = {}) {
  const stop = new AbortController();
  const response = await fetch(`${faces.url}/api/v1${path}`, { headers, signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let ended = false;
  const more = async () => {
    const part = await reader?.read();
    ended = part?.done !== false;
    rest += part?.value ?? "";
  };
  await more();
  /** The next so many events, or all until it ends. */
  const read = async (count = Number.POSITIVE_INFINITY): Promise<readonly Sent[]> => {
    const events: Sent[] = [];
    while (events.length < count) {
      const end = rest.indexOf("\n\n");
      if (end < 0) {
        if (ended) break;
        await more();
        continue;
      }
      const block = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const match = /^id: (.+)\nevent: (.+)\ndata: (.+)$/.exec(block);
      if (match !== null)
        events.push({ id: match[1] ?? "", type: match[2] ?? "", data: JSON.parse(match[3] ?? "") });
    }
    return events;
  };
  /** Where it stands before the first event. */
  const place = async (): Promise<string> => {
    for (;;) {
      const match = /^id: (.+)\n\n/m.exec(rest);
      if (match !== null) return match[1] ?? "";
      await more();
    }
  };
  return { response, read, place, stop: () => stop.abort() };
}

const types = (events: readonly Sent[]) => events.map(({ data }) => data.type);

test("what happens from now on arrives, and a reader that was cut off goes on where it stood", async () => {
  await start();
  const stream = await connect("/events");
  expect([stream.response.status, stream.response.headers.get("content-type")]).toEqual([
    200,
    "text/event-stream; charset=utf-8",
  ]);
  const run = await start();
  const [created] = await stream.read(1);
  expect(created).toMatchObject({
    type: "run",
    data: {
      type: "created",
      run: { id: run, state: "PENDING", task: "train", experiment: "experiment/fit" },
    },
  });
  stream.stop();
  await workOn(faces.project, run, { metrics: { RMSE: 1 }, model: { "m.json": "{}" } });
  const again = await connect("/events", { "last-event-id": created?.id ?? "" });
  const missed = await again.read(2);
  expect(missed.every(({ data }) => data.run?.id === run)).toBe(true);
  expect(missed.at(-1)?.id).not.toBe(created?.id);
  again.stop();
  const all = await connect("/events?after=0.0.0.0");
  expect((await all.read(2)).map(({ data }) => data.type)).toEqual(["created", "created"]);
  all.stop();
});

test("a reader that was cut off before anything happened misses nothing", async () => {
  await start();
  const idle = await connect("/events");
  const place = await idle.place();
  idle.stop();
  const run = await start();
  const again = await connect("/events", { "last-event-id": place });
  expect((await again.read(1))[0]?.data).toMatchObject({ type: "created", run: { id: run } });
  again.stop();
});

test("only of an experiment, or of a run, from its beginning to its end", async () => {
  const stream = await connect("/events?experiment=other");
  await start();
  const other = await start("experiment/other");
  expect((await stream.read(1))[0]?.data.run?.id).toBe(other);
  stream.stop();
  const run = await connect(`/runs/${other}/events`);
  expect(types(await run.read(1))).toEqual(["created"]);
  await workOn(faces.project, other, { fails: "exit 1" });
  const rest = await run.read();
  expect(rest.at(-1)?.data).toMatchObject({ type: "status", to: "FAILED", run: { state: "FAILED" } });
  const done = await fetch(`${faces.url}/api/v1/runs/${other}/events`, {
    headers: { "last-event-id": rest.at(-1)?.id ?? "" },
  });
  expect(done.status).toBe(204);
  expect(types(await (await connect(`/runs/${other}/events`)).read())[0]).toBe("created");
});

test("aliases that move are told", async () => {
  const run = await start();
  await workOn(faces.project, run, { model: { "m.json": "{}" } });
  const stream = await connect("/events");
  const promoted = await asker(faces.url)({
    method: "POST",
    path: "/api/v1/models/small/versions/1/promote",
    json: { alias: "champion" },
  });
  expect(promoted.status).toBe(200);
  expect((await stream.read(1))[0]).toMatchObject({
    type: "alias",
    data: { alias: "champion", to: "model/small@v1", from: null },
  });
  stream.stop();
});

test("a stream ends with the server", async () => {
  const stream = await connect("/events");
  const rest = stream.read();
  await faces.close();
  expect(await rest.catch(() => [])).toEqual([]);
});

test("what is wrong is told before anything is sent", async () => {
  const ask = asker(faces.url);
  const failure = async (path: string, headers = {}) => {
    const { status, json } = await ask({ method: "GET", path: `/api/v1${path}`, headers });
    return [status, json?.error];
  };
  expect(await failure("/events?after=1.2")).toMatchObject([400, { code: "MLX8583" }]);
  expect(await failure("/events", { "last-event-id": "x" })).toMatchObject([400, { code: "MLX8583" }]);
  expect(await failure("/events?run=ffffffff")).toMatchObject([404, { code: "MLX3012" }]);
  expect(await failure("/events?experiment=none")).toMatchObject([422, { code: "MLX3011" }]);
  expect(await failure("/runs/ffffffff/events")).toMatchObject([404, { code: "MLX3012" }]);
  expect(await failure("/runs/ffffffff/logs")).toMatchObject([404, { code: "MLX3012" }]);
  expect(await failure(`/runs/${await start()}/logs?attempt=2`)).toMatchObject([404, { code: "MLX8008" }]);
});

test("a log is text that grows: from an offset on, and followed to the end of its run", async () => {
  const run = await start();
  const text = async (query: string) => {
    const {
      status,
      text: read,
      headers,
    } = await asker(faces.url)({
      method: "GET",
      path: `/api/v1/runs/${run}/logs${query}`,
    });
    return { status, type: headers.get("content-type"), read };
  };
  expect(await text("")).toEqual({ status: 200, type: "text/plain; charset=utf-8", read: "" });
  const followed = text("?stream=execution&follow=true");
  await workOn(faces.project, run, { fails: "the program ended with 1" });
  const { read: whole } = await followed;
  expect(whole).toContain("FAILED");
  const { read: now } = await text("?stream=execution");
  expect(now).toBe(whole);
  expect((await text("?stream=execution&offset=5")).read).toBe(whole.slice(5));
});
