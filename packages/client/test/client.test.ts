/** The client against a server with a real project; and the example of its page, as a reader would run it. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { datasetsOnly, type OpenFaces, openFaces } from "../../server/test/open-faces.ts";
import { workOn } from "../../server/test/worked-runs.ts";
import { createClient, describeFailure, followEvents, RefusedError, type ServerEvent } from "../src/index.ts";

const repository = resolve(import.meta.dirname, "../../..");
const files = {
  ...datasetsOnly,
  "recipe/train.py": "",
  "more.mlx.yaml": `recipes:
  line: { type: Python, source: ./recipe }
instances:
  small: { recipe: line, tasks: { train: { inputs: { train: rows }, parameters: { depth: 3 } } } }
experiments:
  fit: { instance: small, task: train }
`,
};

let faces: OpenFaces;
beforeAll(async () => {
  faces = await openFaces({ files });
});
afterAll(() => faces.close());

test("both faces, typed; what is refused is a value", async () => {
  const mlx = createClient({ url: `${faces.url}/` });
  const { data: experiments } = await mlx.GET("/data/sensei/experiments", {
    params: { query: { property: "name==fit" } },
  });
  expect(experiments?.children.map(({ name }) => name)).toEqual(["fit"]);
  const { data: run } = await mlx.POST("/api/v1/runs", { body: { target: "experiment/fit" } });
  expect(run?.parameters).toEqual({ depth: 3 });
  const refused = await mlx.GET("/api/v1/runs/{run}", { params: { path: { run: "ffffffff" } } });
  expect(refused.data).toBeUndefined();
  expect(describeFailure(refused.error, refused.response)).toMatchObject({
    status: 404,
    code: "MLX3012",
    summary: 'there is no run "ffffffff"',
    requestId: expect.any(String),
  });
  const unknown = await mlx.GET("/data/sensei/engines/{engineId}", {
    params: { path: { engineId: "00000000-0000-4000-8000-000000000000" } },
  });
  expect(describeFailure(unknown.error, unknown.response)).toMatchObject({
    status: 404,
    summary: expect.any(String),
  });
});

test("files are sent as parts, and a sandbox is a place of its own", async () => {
  const mlx = createClient({ url: faces.url, sandbox: "dev" });
  const { data: model } = await mlx.POST("/data/sensei/models", {
    body: {
      model: JSON.stringify({ name: "offline", originType: "offline" }),
      modelArtifact: new File(["weights"], "model.onnx"),
    },
  });
  expect(model).toMatchObject({ name: "offline", originType: "offline" });
  const { data: here } = await mlx.GET("/api/v1/models");
  const { data: there } = await createClient({ url: faces.url }).GET("/api/v1/models");
  expect([here?.items.length, there?.items.length]).toEqual([1, 0]);
});

test("events go on where they stood when a connection is lost, and end with their run", async () => {
  const mlx = createClient({ url: faces.url });
  const { data: run } = await mlx.POST("/api/v1/runs", { body: { target: "experiment/fit" } });
  const id = run?.id ?? expect.fail("it was made");
  let connections = 0;
  const events: ServerEvent[] = [];
  const cutting = async (request: Request) => {
    connections += 1;
    const response = await fetch(request);
    // The first one breaks after its first event.
    return connections > 1 || response.body === null ? response : new Response(firstEvent(response.body));
  };
  for await (const event of followEvents({ url: faces.url, run: id, fetch: cutting })) {
    events.push(event);
    if (events.length === 1) await workOn(faces.project, id);
  }
  expect(connections).toBeGreaterThanOrEqual(3);
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
  expect(events[0]?.data).toMatchObject({ type: "created" });
  expect(events.at(-1)?.data).toMatchObject({ to: "DONE" });
  await expect(followEvents({ url: faces.url, run: "ffffffff" }).next()).rejects.toBeInstanceOf(RefusedError);
});

function firstEvent(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let text = "";
  return body.pipeThrough(
    new TransformStream({
      transform(chunk: Uint8Array, controller) {
        controller.enqueue(chunk);
        text += new TextDecoder().decode(chunk);
        if (text.includes("data: ")) controller.terminate();
      },
    }),
  );
}

test("the example of docs/client.md", async () => {
  const page = readFileSync(resolve(repository, "docs/client.md"), "utf8");
  const code = /^```ts\n(.*?)^```$/ms.exec(page)?.[1] ?? expect.fail("the page has an example");
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", code], {
    cwd: repository,
    env: { ...process.env, MLX: faces.url },
  });
  let output = "";
  let worked = false;
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
      if (worked || !output.includes("created")) return;
      worked = true;
      const id = /id: '([0-9a-f-]{36})'/.exec(output)?.[1] ?? "";
      workOn(faces.project, id, { metrics: { RMSE: 2 } }).catch(() => child.kill());
    });
  const [exit] = await new Promise<readonly (number | null)[]>((done) =>
    child.on("close", (...all) => done([all[0]])),
  );
  expect([exit, output]).toEqual([0, expect.stringContaining("DONE { RMSE: 2 }")]);
});
