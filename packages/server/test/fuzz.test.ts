/** Every operation that the OpenAPI document names, asked in many ways that fit it more or less. */

import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ask, asker, makeSensei, type Told } from "./make-sensei.ts";
import { type OpenFaces, openFaces } from "./open-faces.ts";
import { type Operation, requestOf } from "./random-requests.ts";
import { senseiOperations } from "./sensei-operations.ts";

const times = Number(process.env.MLX_TEST_FUZZ ?? 40);
const seed = Number(process.env.MLX_TEST_SEED ?? 42);

let faces: OpenFaces;
let ask: Ask;
let document: unknown;
let known: readonly string[];
let operations: readonly Operation[];

beforeAll(async () => {
  faces = await openFaces();
  ask = asker(faces.url);
  const made = await makeSensei(ask, senseiOperations);
  known = [...Object.values(made), "rows", "contract", "dataset/rows", "train", "1"];
  document = (await ask({ method: "GET", path: "/openapi.json" })).json;
  operations = operationsOf(document);
});
afterAll(() => faces.close());

function operationsOf(openApi: unknown): readonly Operation[] {
  return Object.entries(Object(Object(openApi).paths)).flatMap(([path, methods]) =>
    Object.entries(Object(methods)).map(([method, described]): Operation => {
      const { parameters = [], requestBody, responses = {} } = Object(described);
      const [body] = Object.entries(Object(requestBody?.content));
      return {
        method: method.toUpperCase(),
        path,
        parameters,
        answers: Object.keys(responses),
        ...(body === undefined ? {} : { body: { mediaType: body[0], schema: Object(body[1]).schema ?? {} } }),
      };
    }),
  );
}

/** Nothing of the machine, of the program, or of its store. */
function checkSecrecy({ text }: Told, sent: string): void {
  const told = text.replaceAll(sent, "");
  expect(told).not.toContain(faces.root);
  expect(told).not.toMatch(/\n\s+at .+:\d+:\d+|node_modules|node:internal|\.ts:\d+/);
  expect(told).not.toMatch(/sqlite|constraint failed|select .+ from |insert into /i);
}

function checkForm(path: string, answer: Told): void {
  if (answer.status < 400) return;
  const body = answer.json ?? expect.fail(`${path}: ${answer.status} is told in JSON: ${answer.text}`);
  if (path.startsWith("/data/sensei") && !("error_code" in body))
    expect(body).toMatchObject({
      title: expect.any(String),
      status: answer.status,
      detail: expect.any(String),
    });
  else if (path.startsWith("/api/v1"))
    expect(body).toMatchObject({ error: { summary: expect.any(String), requestId: expect.any(String) } });
}

describe("each operation", () => {
  it("is named", () => {
    expect(operations.filter(({ path }) => path.startsWith("/data/sensei")).length).toBeGreaterThanOrEqual(
      41,
    );
    expect(operations.filter(({ path }) => path.startsWith("/api/v1")).length).toBeGreaterThan(10);
  });

  it("is answered, whatever is asked, in time and in form", { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    for (const operation of operations) {
      // What never ends, and what ends all of it.
      if (operation.path.endsWith("/events") || operation.path.includes("follow")) continue;
      const { method } = operation;
      const property = fc.asyncProperty(requestOf(operation, document, known), async (request) => {
        const answer = await ask({ method, ...request });
        expect(answer.status).toBeLessThan(500);
        checkSecrecy(answer, request.path);
        checkForm(operation.path, answer);
        const [status] = [answer.status.toString()];
        const ours = [400, 404, 405, 406, 408, 409, 410, 412, 413, 414, 415, 416, 422, 429, 431];
        if (!operation.answers.includes("default") && answer.status < 400)
          expect(operation.answers).toContain(status);
        if (answer.status >= 400) expect(ours).toContain(answer.status);
      });
      const found = await fc.check(property, { seed, numRuns: times, interruptAfterTimeLimit: 20_000 });
      if (found.failed)
        wrong.push(`${method} ${operation.path}: ${fc.defaultReportMessage(found)?.slice(0, 1500)}`);
    }
    expect(wrong).toEqual([]);
    expect(faces.bugs).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("lives on", async () => {
    expect((await ask({ method: "GET", path: "/data/sensei/experiments" })).status).toBe(200);
    expect((await ask({ method: "GET", path: "/data/sensei/engines/?limit=100" })).status).toBe(200);
  });
});

describe("too much of it", () => {
  const json = { "content-type": "application/json" };

  it.each([
    [
      "of a body",
      {
        method: "POST",
        path: "/data/sensei/experiments",
        raw: `{"a":"${"x".repeat(2_000_000)}"}`,
        headers: json,
      },
      [413],
    ],
    [
      "of depth",
      {
        method: "POST",
        path: "/data/sensei/experiments",
        raw: `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
        headers: json,
      },
      [400, 422],
    ],
    [
      "of items",
      {
        method: "POST",
        path: "/data/sensei/insights",
        raw: `{"context":{},"metrics":[${"[],".repeat(200_000)}[]]}`,
        headers: json,
      },
      [400, 413, 422],
    ],
    [
      "of parameters",
      { method: "GET", path: `/data/sensei/experiments?${"property=name==a&".repeat(3000)}` },
      [400, 414, 431],
    ],
    [
      "of conditions",
      { method: "GET", path: `/data/sensei/experiments?property=${"name==a,".repeat(1500)}name==b` },
      [200, 400, 414, 431],
    ],
    [
      "of a header",
      { method: "GET", path: "/data/sensei/experiments", headers: { "x-api-key": "k".repeat(30_000) } },
      [400, 431],
    ],
    [
      "of a path",
      { method: "GET", path: `/data/sensei/engines/${"e".repeat(12_000)}` },
      [400, 404, 414, 431],
    ],
  ] as const)("%s", async (_, asked, statuses) => {
    const answer = await ask(asked);
    expect(statuses).toContain(answer.status);
  });

  it.each([
    ["in a part that nobody wants", 'name="evil"; filename="x"', "data"],
    ["in a file", 'name="defaultArtifact"; filename="x.zip"', "data"],
    ["in a field", 'name="engine"', '{"name":'],
    ["in the head of a part", 'name="engi', ""],
  ])("of a form that breaks off %s, refused while all else is answered", async (_, disposition, data) => {
    const start = `--x\r\ncontent-disposition: form-data; ${disposition}`;
    for (const path of ["engines", "models"]) {
      const answer = await ask({
        method: "POST",
        path: `/data/sensei/${path}`,
        raw: data === "" ? start : `${start}\r\n\r\n${data}`,
        headers: { "content-type": "multipart/form-data; boundary=x" },
      });
      expect([400, 422]).toContain(answer.status);
      expect((await ask({ method: "GET", path: `/data/sensei/${path}` })).status).toBe(200);
    }
  });

  it("of a regular expression ends in time", async () => {
    for (const pattern of [
      "(a+)+$",
      "(a|a)*b",
      "(.*)*x",
      "a{1000}{1000}",
      "((((((((((a*)*)*)*)*)*)*)*)*)*)b",
      "[[:alpha:]",
    ]) {
      const { status } = await ask({
        method: "GET",
        path: `/data/sensei/experiments?property=${encodeURIComponent(`name~${pattern}`)}`,
      });
      expect([pattern, status]).toEqual([pattern, expect.toBeOneOf([200, 400])]);
    }
  });

  it.each([
    "limit=1&start=999999999",
    "limit=0",
    "limit=100&start=1e3",
    "start=%00",
    "start=9007199254740993",
  ])("of pages: %s", async (query) => {
    const { status, json: told } = await ask({ method: "GET", path: `/data/sensei/experiments?${query}` });
    expect([200, 400]).toContain(status);
    if (status === 200) expect(told).toMatchObject({ children: [] });
  });

  it("names with all of Unicode are told as they were given, or refused", async () => {
    const { instance } = await makeSensei(ask, senseiOperations);
    for (const name of [
      "Ärger 🦉",
      "\u202eright",
      "a\tb",
      "a\u0000b",
      "x".repeat(300),
      "…",
      "-",
      "__proto__",
    ]) {
      const made = await ask({
        method: "POST",
        path: "/data/sensei/experiments",
        json: { name, mlInstanceId: instance },
      });
      expect([name, made.status]).toEqual([name, expect.toBeOneOf([201, 400, 422])]);
      if (made.status === 201) expect(made.json?.name).toBe(name);
    }
  });

  it("time for a body: what comes slowly is ended, and keeps nobody else", { timeout: 120_000 }, async () => {
    const { port } = new URL(faces.url);
    const slow = Array.from({ length: 20 }, () => {
      const socket = connect(Number(port), "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(
        "POST /data/sensei/experiments HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{",
      );
      return socket;
    });
    for (let round = 0; round < 20; round += 1)
      expect((await ask({ method: "GET", path: "/data/sensei/experiments?limit=1" })).status).toBe(200);
    await Promise.all(slow.map((socket) => new Promise((done) => socket.resume().on("close", done))));
  });

  it("no answer was a bug", () => expect(faces.bugs).toEqual([]));
});
