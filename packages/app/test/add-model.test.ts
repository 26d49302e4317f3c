import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type AddModelRequest, addModel } from "../src/operations/add-model.ts";
import { getModel, openModelArchive } from "../src/operations/get-model.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

const files = { ...smallProject, "model/weights.bin": "w", "model/deep/notes.txt": "n" };

async function setUp(more: Readonly<Record<string, string>> = {}) {
  const folder = createFolder({ ...files, ...more });
  const project = await openIn(folder.root);
  const add = (request: Partial<AddModelRequest>) =>
    addModel(project, { name: "churn", path: "model", metrics: {}, tags: {}, ...request });
  const refused = async (request: Partial<AddModelRequest>) => {
    const result = await add(request);
    if (result.ok) expect.fail("it was registered");
    const { code, summary } = result.failure;
    return { code, summary: summary.replaceAll(`${folder.root}/`, "") };
  };
  return { folder, project, add, refused };
}

describe("models add", () => {
  test("a folder becomes a version with all that was said of it, and the next one another", async () => {
    const { project, add } = await setUp({
      "metrics.json": '{"MAPE":0.11,"RMSE":2}',
      "signature.json": '{"inputs":[]}',
    });
    const first = value(
      await add({
        metrics: { RMSE: "1.5e3" },
        metricsFile: "metrics.json",
        signatureFile: "signature.json",
        source: "s3://bucket/17",
        description: "from the other team",
        tags: { team: "retail" },
      }),
    );
    const { id, createdAt, artifact, ...rest } = first;
    expect(rest).toEqual({
      model: "churn",
      version: 1,
      status: "READY",
      origin: { type: "external", actor: (await project.adapters()).actor, source: "s3://bucket/17" },
      metrics: { MAPE: 0.11, RMSE: 1500 },
      signature: { inputs: [] },
      description: "from the other team",
      tags: { team: "retail" },
    });
    expect({ files: artifact.files, size: artifact.size }).toEqual({ files: 2, size: 2 });
    expect(value(await add({ name: "model/churn" }))).toMatchObject({ version: 2, artifact, metrics: {} });
    const { store } = await project.adapters();
    expect(await store.models.getById(id)).toEqual(first);
    expect(createdAt).toBe(first.createdAt);
    expect(await store.models.latest("churn")).toMatchObject({ version: 2 });
  });

  test("a file, an archive of it, and a link to its folder", async () => {
    const { folder, add } = await setUp({ "model.pkl": "pickled" });
    execFileSync("tar", ["-czf", folder.path("model.tgz"), "-C", folder.path("model"), "."]);
    symlinkSync(folder.path("model"), folder.path("link"));
    // Of a process that died.
    mkdirSync(folder.path(".mlx/incoming/left"), { recursive: true });
    utimesSync(folder.path(".mlx/incoming/left"), 0, 0);
    const one = value(await add({ path: "model.pkl" }));
    expect({ files: one.artifact.files, size: one.artifact.size }).toEqual({ files: 1, size: 7 });
    const digests = [
      value(await add({})).artifact.digest,
      value(await add({ path: "model.tgz" })).artifact.digest,
      value(await add({ path: folder.path("link") })).artifact.digest,
    ];
    expect(new Set(digests).size).toBe(1);
    expect(readdirSync(folder.path(".mlx/incoming"))).toEqual([]);
  });

  test("what cannot be registered is refused before anything is stored", async () => {
    const { folder, project, refused } = await setUp({
      "empty.bin": "",
      "list.json": "[1]",
      "words.json": '{"RMSE":"low"}',
      "broken.json": "{",
      "no.tar.gz": "no",
    });
    mkdirSync(folder.path("nothing"));
    mkdirSync(folder.path("hollow/deep"), { recursive: true });
    expect(await refused({ path: "missing" })).toEqual({
      code: "MLX8025",
      summary: "missing does not exist",
    });
    expect(await refused({ path: "nothing" })).toEqual({
      code: "MLX8025",
      summary: "nothing is an empty folder",
    });
    expect(await refused({ path: "hollow" })).toEqual({ code: "MLX8025", summary: "hollow holds no files" });
    expect(await refused({ path: "empty.bin" })).toEqual({
      code: "MLX8025",
      summary: "empty.bin is an empty file",
    });
    expect(await refused({ path: "/dev/null" })).toEqual({
      code: "MLX8025",
      summary: "/dev/null is neither a file nor a folder",
    });
    expect(await refused({ path: "no.tar.gz" })).toEqual({
      code: "MLX6009",
      summary: "no.tar.gz cannot be unpacked: it is no tar and no tar.gz",
    });
    for (const name of ["Churn", "churn@v3", "9x", "", "instance/churn"])
      expect(await refused({ name })).toEqual({
        code: "MLX8027",
        summary: `"${name}" is no name of a model`,
      });
    for (const text of ["low", "", "NaN", "Infinity", "1,5"])
      expect(await refused({ metrics: { RMSE: text } })).toEqual({
        code: "MLX8027",
        summary: `--metric RMSE=${text} is no number`,
      });
    expect(await refused({ metricsFile: "list.json" })).toMatchObject({
      summary: "--metrics list.json holds no JSON object",
    });
    expect(await refused({ metricsFile: "words.json" })).toMatchObject({
      summary: '--metrics words.json: RMSE is no number, but "low"',
    });
    expect(await refused({ metricsFile: "missing.json" })).toMatchObject({
      summary: "--metrics missing.json is not there",
    });
    expect((await refused({ signatureFile: "broken.json" })).summary).toContain(
      "--signature broken.json is no JSON",
    );
    const { store } = await project.adapters();
    expect(await store.models.heads()).toEqual([]);
  });
});

describe("models get", () => {
  test("a folder, an archive, and the archive's bytes hold the same files", async () => {
    const { folder, project, add } = await setUp();
    value(await add({}));
    const got = value(await getModel(project, { ref: "churn", target: "out/model", format: "folder" }));
    expect(got.target).toBe(folder.path("out/model"));
    expect(readFileSync(folder.path("out/model/deep/notes.txt"), "utf8")).toBe("n");
    value(await getModel(project, { ref: "churn@v1", target: "out/model.tar.gz", format: "tar.gz" }));
    const chunks: Uint8Array[] = [];
    for await (const chunk of value(await openModelArchive(project, { ref: "churn" }))) chunks.push(chunk);
    expect(readFileSync(folder.path("out/model.tar.gz")).equals(Buffer.concat(chunks))).toBe(true);
    expect(execFileSync("tar", ["-tzf", folder.path("out/model.tar.gz")], { encoding: "utf8" })).toBe(
      "deep/notes.txt\nweights.bin\n",
    );
    expect(readdirSync(folder.path("out")).sort()).toEqual(["model", "model.tar.gz"]);
  });

  test("nothing is written over, and what is missing is told", async () => {
    const { folder, project, add } = await setUp();
    value(await add({}));
    const get = async (target: string, format: "folder" | "tar.gz") => {
      const result = await getModel(project, { ref: "churn", target, format });
      return result.ok ? "written" : result.failure.code;
    };
    writeFileSync(folder.path("taken.tar.gz"), "mine");
    expect(await get("taken.tar.gz", "tar.gz")).toBe("MLX8026");
    expect(await get("model", "folder")).toBe("MLX8026");
    expect(await get("taken.tar.gz/deeper.tar.gz", "tar.gz")).toBe("MLX8004");
    rmSync(folder.path(".mlx/cas/sha256"), { recursive: true });
    mkdirSync(join(folder.path(".mlx/cas/sha256")));
    expect(await get("gone.tar.gz", "tar.gz")).toBe("MLX6004");
    expect(await get("gone", "folder")).toBe("MLX6004");
    expect(readFileSync(folder.path("taken.tar.gz"), "utf8")).toBe("mine");
    expect(existsSync(folder.path("gone")) || existsSync(folder.path("gone.tar.gz"))).toBe(false);
  });
});
