/** Engines that are made of what is uploaded, and bodies of several parts as clients send them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listResources } from "@mlx/app";
import { InternalError, type RecipeOrigin } from "@mlx/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ask, asker, type Told } from "./make-sensei.ts";
import { datasetsOnly, type OpenFaces, openFaces } from "./open-faces.ts";

const engines = "/data/sensei/engines";
let served: OpenFaces;
let ask: Ask;

beforeAll(async () => {
  served = await openFaces({
    files: {
      ...datasetsOnly,
      "mlx.yaml": `${datasetsOnly["mlx.yaml"]}server:
  maxUploadInMB: 1
  dockerRegistry: { host: registry.example.org, username: ci, password: { secret: { env: REGISTRY_PASSWORD } } }
`,
    },
    processEnv: { REGISTRY_PASSWORD: "offen" },
  });
  ask = asker(served.url);
});

afterAll(async () => {
  await served.close();
});

type Body = Readonly<Record<string, unknown>>;

/** A source that can train and score, as an archive. */
function archive(content: string): Blob {
  const folder = mkdtempSync(join(tmpdir(), "mlx-recipe-"));
  try {
    writeFileSync(join(folder, "train.py"), content);
    writeFileSync(join(folder, "score.py"), "print(2)\n");
    const { status, stderr } = spawnSync("tar", ["-czf", "made.tar.gz", "train.py", "score.py"], {
      cwd: folder,
    });
    if (status !== 0) throw new InternalError(String(stderr));
    return new Blob([readFileSync(join(folder, "made.tar.gz"))]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function formOf(document: object, files: { readonly [part: string]: Blob } = {}, part = "engine"): FormData {
  const form = new FormData();
  form.set(part, JSON.stringify(document));
  for (const [name, file] of Object.entries(files)) form.set(name, file, "recipe-1.0.egg");
  return form;
}

const send = (method: string, path: string, form: FormData) => ask({ method, path, form });
const put = (path: string, json: unknown) => ask({ method: "PUT", path, json });
const post = (raw: string, type: string) =>
  ask({ method: "POST", path: engines, headers: { "content-type": type }, raw });

function made({ status, json }: Told, expected = 201): Body {
  expect([status, json]).toEqual([expected, expect.objectContaining({ id: expect.any(String) })]);
  return json ?? {};
}

async function originOf({ id }: Body): Promise<RecipeOrigin | undefined> {
  const recipes = await listResources(served.project, "recipe");
  if (!recipes.ok) throw recipes.failure;
  return recipes.value.find((recipe) => recipe.id === id)?.spec.origin;
}

test("what is uploaded becomes its source, stays when it is sent back, and is replaced by another", async () => {
  const engine = made(
    await send(
      "POST",
      engines,
      formOf({ name: "Up", type: "python" }, { defaultArtifact: archive("print(1)\n") }),
    ),
  );
  const origin = await originOf(engine);
  const source = origin !== undefined && "source" in origin ? origin.source : expect.fail("it has a source");
  expect(engine).toMatchObject({
    type: "Python",
    artifacts: {
      default: {
        image: {
          name: "recipe-1.0.egg",
          executionType: "Python",
          location: `mlx://${source}`,
          packagingType: "egg",
        },
      },
    },
  });
  const path = `${engines}/${String(engine.id)}`;
  expect(made(await put(path, { ...engine, description: "sent back" }), 200)).toMatchObject({
    artifacts: engine.artifacts,
  });
  expect(await originOf(engine)).toEqual({ source });
  made(await send("PUT", path, formOf(engine, { defaultArtifact: archive("print(3)\n") })), 200);
  expect(await originOf(engine)).toEqual({ source: expect.not.stringContaining(source) });
});

test("equal programs for several tasks are one; different ones are not taken", async () => {
  const files = { defaultArtifact: archive("print(1)\n"), trainOverrideArtifact: archive("print(1)\n") };
  made(
    await send("POST", engines, formOf({ name: "Same" }, { trainOverrideArtifact: archive("print(1)\n") })),
  );
  const two = { ...files, trainOverrideArtifact: archive("print(4)\n") };
  const { status, json } = await send("POST", engines, formOf({ name: "Two" }, two));
  expect([status, json?.detail]).toEqual([
    422,
    expect.stringMatching(/trainOverrideArtifact: it is another program than defaultArtifact/i),
  ]);
});

test.each([
  [
    "a part that there is not",
    formOf({ name: "x" }, { defaultArtefact: new Blob(["x"]) }),
    400,
    "known are `engine`",
  ],
  ["JSON under another name", formOf({}, {}, "egnine"), 400, 'it has a part "egnine"'],
  ["what is no archive", formOf({ name: "x" }, { defaultArtifact: new Blob(["x"]) }), 422, "recipe-1.0.egg"],
  [
    "no JSON at all",
    formOf({}, { defaultArtifact: new Blob(["x"]) }, "defaultArtifact"),
    422,
    "engine: it is missing",
  ],
  [
    "a file that is too large",
    formOf({ name: "x" }, { defaultArtifact: new Blob([new Uint8Array(1_100_000)]) }),
    413,
    "",
  ],
])("%s is refused, and leaves nothing", async (_, form, status, detail) => {
  const told = await send("POST", engines, form);
  expect([told.status, told.json?.detail]).toEqual([status, expect.stringContaining(detail)]);
  expect(
    spawnSync("find", [".mlx", "-path", "*incoming*", "-type", "f"], { cwd: served.root }).stdout.toString(),
  ).toBe("");
});

test("a file that is sent twice is refused, and neither is kept", async () => {
  const form = formOf({ name: "x" }, { defaultArtifact: new Blob(["x"]) });
  form.append("defaultArtifact", new Blob([new Uint8Array(300_000)]), "second.zip");
  const told = await send("POST", engines, form);
  expect([told.status, told.json?.detail]).toEqual([
    400,
    expect.stringContaining("it has two parts `defaultArtifact`"),
  ]);
  expect(
    spawnSync("find", [".mlx", "-path", "*incoming*", "-type", "f"], { cwd: served.root }).stdout.toString(),
  ).toBe("");
});

test("the JSON may be in a part without a name, in a file, or be the whole body; a body may be cut off", async () => {
  const part = (header: string, content: string) =>
    `--b\r\nContent-Disposition: form-data${header}\r\n\r\n${content}\r\n`;
  const type = "multipart/form-data; boundary=b";
  const document = JSON.stringify({ name: "Engine", artifacts: { default: { image: { location: "a:1" } } } });
  made(await post(`${part("", document)}--b--\r\n`, type));
  made(await post(`${part('; name="engine"; filename="engine.json"', document)}--b--\r\n`, type));
  made(await post(document, "text/plain"));
  const statuses = await Promise.all([
    post(part('; name="engine"', document), type),
    post("nothing", type),
    post("x", "multipart/form-data"),
    post(`${part('; name="engine"', "{")}--b--\r\n`, type),
    post(`${part('; name="engine"', document)}${part('; name="engine"', document)}--b--\r\n`, type),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
});

test("the registry that the project names is told", async () => {
  const { status, json } = await ask({ method: "GET", path: `${engines}/dockerRegistry` });
  expect([status, json]).toEqual([200, { host: "registry.example.org", username: "ci", password: "offen" }]);
});

test("nothing of all this was a bug", () => {
  expect(served.bugs).toEqual([]);
});
