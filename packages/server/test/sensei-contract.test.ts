/** Each of the 41 operations of the Sensei API by its contract: status, media type, form of the answer and of refusals. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ask, asker, bodyOf, makeSensei, noMade, pathOf } from "./make-sensei.ts";
import { type OpenFaces, openFaces } from "./open-faces.ts";
import { type Made, type SenseiOperation, senseiOperations } from "./sensei-operations.ts";

let faces: OpenFaces;
let ask: Ask;
let made: Made;

beforeAll(async () => {
  faces = await openFaces();
  ask = asker(faces.url);
  made = await makeSensei(ask, senseiOperations);
});
afterAll(() => faces.close());

const mediaType = (profile: string) =>
  `application/vnd.adobe.platform.sensei+json;profile=${profile}.v1.json`;
const plain = (text: string | null) => (text ?? "").replaceAll(" ", "");
const uuid = expect.stringMatching(/^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/);
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

const problem = (status: number) => ({
  type: expect.stringMatching(/^https?:/),
  title: expect.stringMatching(/./),
  status,
  detail: expect.stringMatching(/^\S.{9,}/s),
});

const named = senseiOperations.map(
  (operation) =>
    [`${operation.method} ${operation.path}${operation.query === undefined ? "" : "?"}`, operation] as const,
);
const withBody = named.filter(([, { body }]) => body !== undefined);
const deleting = named.filter(([, { method }]) => method === "DELETE");
const asking = named.filter(([, { method }]) => method !== "DELETE");

it("are 41", () => expect(new Set(named.map(([name]) => name)).size).toBe(41));

describe("in a good way", () => {
  it.each(asking)("%s", async (_, operation) => {
    if (operation.of === "transcoding" && made.transcoding === noMade.transcoding) return;
    const { method } = operation;
    const answer = await ask({ method, path: pathOf(operation, made), ...bodyOf(operation, made) });
    if (operation.path.endsWith("/transcodings") && method === "POST" && answer.status === 422) {
      expect(answer.json).toEqual(expect.objectContaining(problem(422)));
      expect(answer.json?.detail).toMatch(
        /Next: have the training write that format too, or convert the files/,
      );
      return;
    }
    if (operation.answered === "registry" && answer.status === 404) {
      expect(answer.json).toEqual(expect.objectContaining(problem(404)));
      return;
    }
    expect([answer.status, method === "POST" ? 201 : 200, answer.text]).toEqual([
      method === "POST" ? 201 : 200,
      answer.status,
      answer.text,
    ]);
    checkForm(operation, answer);
    if (method !== "POST") return;
    const location = answer.headers.get("location") ?? "";
    expect(new URL(location, faces.url).pathname).toBe(
      `${pathOf(operation, made)}/${String(answer.json?.id)}`,
    );
    expect((await ask({ method: "GET", path: new URL(location, faces.url).pathname })).status).toBe(200);
  });

  function checkForm(
    { answered, profile }: SenseiOperation,
    { headers, json }: Awaited<ReturnType<Ask>>,
  ): void {
    const type = plain(headers.get("content-type"));
    if (answered === "bytes") {
      expect(type).toBe("application/octet-stream");
      return;
    }
    expect(type).toContain(mediaType(profile));
    expect(headers.get("x-request-id")).toMatch(/./);
    switch (answered) {
      case "item":
        expect(json).toMatchObject({ id: uuid, created: time, updated: time });
        // An insight is never changed.
        if (profile !== "insight" && profile !== "modelTranscoding" && profile !== "experimentRun")
          expect(headers.get("etag")).toMatch(/^"/);
        break;
      case "list":
        expect(json).toMatchObject({ children: expect.any(Array) });
        break;
      case "registry":
        expect(json).toEqual({
          host: expect.any(String),
          username: expect.any(String),
          password: expect.any(String),
        });
        break;
      case "status":
        expect(json).toMatchObject({
          name: `RunStatus for experimentRunId ${made.run}`,
          experimentRunId: made.run,
          status: { tasks: [expect.objectContaining({ state: "PENDING" })] },
        });
        break;
      default:
        expect.unreachable(`${answered} was asked for`);
    }
  }

  it("items of a list are summaries", async () => {
    for (const kind of ["engines", "mlInstances", "experiments", "mlServices"]) {
      const { json } = await ask({ method: "GET", path: `/data/sensei/${kind}` });
      const children = json?.children;
      const [child = {}] = Array.isArray(children) ? children : [];
      expect(child).toMatchObject({ id: uuid, created: time });
      for (const whole of ["tasks", "template", "artifacts", "tags"]) expect(child).not.toHaveProperty(whole);
    }
  });
});

describe("in a bad way", () => {
  it.each(named.filter(([, { of, query }]) => of !== undefined || query !== undefined))(
    "404 for an id that nobody has: %s",
    async (_, operation) => {
      const { method } = operation;
      const answer = await ask({ method, path: pathOf(operation, noMade), ...bodyOf(operation, noMade) });
      expect([answer.status, answer.json]).toEqual([404, expect.objectContaining(problem(404))]);
      expect(plain(answer.headers.get("content-type"))).toContain(mediaType("api-response"));
    },
  );

  it.each(named)("406 for an answer that there is not: %s", async (_, operation) => {
    const { method } = operation;
    const answer = await ask({
      method,
      path: pathOf(operation, noMade),
      ...bodyOf(operation, noMade),
      headers: { accept: "image/png" },
    });
    expect([answer.status, answer.json]).toEqual([406, expect.objectContaining(problem(406))]);
  });

  it.each(withBody)("415 for a picture: %s", async (_, operation) => {
    const { method } = operation;
    const headers = { "content-type": "image/png" };
    const answer = await ask({ method, path: pathOf(operation, made), raw: "PNG", headers });
    expect([answer.status, answer.json]).toEqual([415, expect.objectContaining(problem(415))]);
  });

  it.each(withBody)("400 for what is no JSON, and none at all: %s", async (_, operation) => {
    const { method } = operation;
    const headers = { "content-type": "application/json" };
    for (const raw of ['{"name": "x"', "[]", "null", '"text"', ""]) {
      const answer = await ask({ method, path: pathOf(operation, made), raw, headers });
      expect([raw, answer.status, answer.json]).toEqual([
        raw,
        expect.toBeOneOf([400, 422]),
        expect.objectContaining(problem(answer.status)),
      ]);
    }
  });

  it.each(withBody.filter(([, { answered }]) => answered === "item"))(
    "422 or 400 for values that cannot be, by the field's name: %s",
    async (_, operation) => {
      const { method, profile, path } = operation;
      const bad: Readonly<Record<string, readonly [string, unknown]>> = {
        engine: ["name", { name: 7, type: "Python" }],
        mlInstance: ["tasks", { name: "x", engineId: made.engine, tasks: "all" }],
        experiment: ["mlInstanceId", { name: "x", mlInstanceId: 7 }],
        experimentRun: ["mode", { mode: "levitate" }],
        model: ["name", { name: ["x"], originType: "offline" }],
        modelTranscoding: ["targetFormat", { modelId: made.model, targetFormat: "Papyrus" }],
        mlService: ["scoringTimeframe", { name: "x", mlInstanceId: made.instance, scoringTimeframe: "soon" }],
        insight: ["metrics", { context: {}, metrics: "many" }],
      };
      const [field, json] = bad[profile] ?? expect.unreachable(`${path} has a bad body`);
      const answer = await ask({ method, path: pathOf(operation, made), json });
      expect([answer.status, answer.json]).toEqual([
        expect.toBeOneOf([400, 422]),
        expect.objectContaining(problem(answer.status)),
      ]);
      expect(answer.text).toContain(field);
    },
  );

  it("a method or a path that there is not is 404 or 405", async () => {
    for (const [method, path] of [
      ["PATCH", `/engines/${made.engine}`],
      ["DELETE", "/models"],
      ["DELETE", `/insights/${made.insight}`],
      ["PUT", `/experiments/${made.experiment}/runs/${made.run}`],
      ["GET", "/nothing"],
      ["GET", "/"],
    ] as const) {
      const answer = await ask({
        method,
        path: `/data/sensei${path}`,
        ...(method === "GET" ? {} : { json: {} }),
      });
      expect([path, answer.status, answer.json]).toEqual([
        path,
        expect.toBeOneOf([404, 405, 400]),
        expect.objectContaining(problem(answer.status)),
      ]);
    }
  });
});

describe("at last", () => {
  it.each(deleting.filter(([, { path }]) => path.includes("{")))("%s", async (_, operation) => {
    const fresh = await makeSensei(ask, senseiOperations);
    const answer = await ask({ method: "DELETE", path: pathOf(operation, fresh) });
    expect([answer.status, answer.json]).toMatchObject([
      200,
      { title: "Success", status: 200, detail: operation.detail },
    ]);
    expect(plain(answer.headers.get("content-type"))).toContain(mediaType("api-response"));
    for (const method of ["GET", "DELETE"])
      expect((await ask({ method, path: pathOf(operation, fresh) })).status).toBe(404);
  });

  it.each(deleting.filter(([, { query }]) => query !== undefined))(
    "all at once: %s",
    async (_, operation) => {
      const fresh = await makeSensei(ask, senseiOperations);
      const answer = await ask({ method: "DELETE", path: pathOf(operation, fresh) });
      expect([answer.status, answer.json]).toMatchObject([200, { detail: operation.detail }]);
      const [query = ""] = pathOf(operation, fresh).split("?").slice(1);
      const list = await ask({
        method: "GET",
        path: `/data/sensei${operation.path}?property=${query.replace("=", "==")}`,
      });
      // What a service has made goes with it alone.
      const children: readonly { readonly createdByService?: boolean }[] = Object(list.json).children;
      expect(children.filter(({ createdByService = false }) => !createdByService)).toEqual([]);
    },
  );

  it("no answer was a bug", () => expect(faces.bugs).toEqual([]));
});
