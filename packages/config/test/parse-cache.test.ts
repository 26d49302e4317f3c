import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type LoadOptions, loadProject } from "../src/index.ts";
import { createProjectFolder, type ProjectFolder } from "../src/testing.ts";

const files = {
  "mlx.yaml": "project: p\nvariables: { v: { default: [1, { 2: x, 1: y, name: z }] } }\n",
  "a.mlx.yaml":
    "datasets:\n  b: { path: b.csv }\n  a: &a { path: a.csv, tags: { t: 1 } }\n  c: { <<: *a, format: csv }\n",
  "b.mlx.yaml": "recipes:\n  r: { image: x, defaults: { train: { v: \"${var.v}\", zero: -0, ü: 'ß' } } }\n",
};

function optionsOf({ root }: ProjectFolder): LoadOptions {
  return { root, variables: {}, variableFiles: [], processEnv: {}, cacheFolder: join(root, ".mlx", "cache") };
}

function packOf({ root }: ProjectFolder): string {
  const folder = join(root, ".mlx", "cache");
  const [name = "none", ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return join(folder, name);
}

describe("the parse cache", () => {
  it("gives the same result as parsing, positions included", async () => {
    using folder = createProjectFolder(files);
    const without = await loadProject({ ...optionsOf(folder), cacheFolder: undefined });
    expect(without.diagnostics).toEqual([]);
    expect(await loadProject(optionsOf(folder))).toEqual(without);
    const written = readFileSync(packOf(folder));
    expect(await loadProject(optionsOf(folder))).toEqual(without);
    expect(readFileSync(packOf(folder))).toEqual(written);

    // A check finds fault with every resource: their places come from the cache.
    const checks = [
      () => [{ path: ["path"], severity: "warning", code: "MLX1599", summary: "x" }],
    ] satisfies LoadOptions["checks"];
    const parsed = await loadProject({ ...optionsOf(folder), cacheFolder: undefined, checks });
    expect(parsed.diagnostics.map(({ range }) => range?.start)).toEqual([
      { line: 2, column: 14 },
      { line: 3, column: 17 },
      // Of the alias: what it repeats.
      { line: 3, column: 17 },
      { line: 2, column: 3 },
    ]);
    expect(await loadProject({ ...optionsOf(folder), checks })).toEqual(parsed);
  });

  it("notices a changed file, and forgets what is gone", async () => {
    using folder = createProjectFolder(files);
    await loadProject(optionsOf(folder));
    const before = readFileSync(packOf(folder)).length;
    folder.write("a.mlx.yaml", "datasets: { d: { path: changed.csv } }\n");
    const { state } = await loadProject(optionsOf(folder));
    expect(state?.resources.map(({ address }) => address)).toEqual(["dataset/d", "recipe/r"]);
    rmSync(join(folder.root, "b.mlx.yaml"));
    await loadProject(optionsOf(folder));
    expect(readFileSync(packOf(folder)).length).toBeLessThan(before);
    expect(readFileSync(packOf(folder), "latin1")).not.toContain("b.csv");
  });

  it("is only a cache: damaged anywhere, it is made anew", async () => {
    using folder = createProjectFolder(files);
    const expected = await loadProject(optionsOf(folder));
    const good = readFileSync(packOf(folder));
    const damaged: Uint8Array[] = [
      Buffer.from(""),
      Buffer.from("nonsense that is long enough"),
      good.subarray(0, good.length - 1),
    ];
    for (let at = 0; at < good.length; at += 7) {
      const copy = Buffer.from(good);
      copy[at] = (copy[at] ?? 0) ^ 0x20;
      damaged.push(copy);
    }
    for (const bytes of damaged) {
      writeFileSync(packOf(folder), bytes);
      expect(await loadProject(optionsOf(folder))).toEqual(expected);
    }
    expect(readFileSync(packOf(folder)).equals(good)).toBe(true);
  });

  it("does without a folder that cannot be written", async () => {
    using folder = createProjectFolder({ ...files, ".mlx/cache": "a file stands in the way" });
    expect((await loadProject(optionsOf(folder))).diagnostics).toEqual([]);
  });

  it("keeps nothing of files with mistakes in their text", async () => {
    using folder = createProjectFolder({ ...files, "c.mlx.yaml": "datasets: { x: 1, x: 2 }\n" });
    const first = await loadProject(optionsOf(folder));
    expect(first.diagnostics.map(({ code }) => code)).toEqual(["MLX1102", "MLX1002"]);
    expect(await loadProject(optionsOf(folder))).toEqual(first);
  });
});
