import { join } from "node:path";
import { expect, it } from "vitest";
import { createProjectFolder } from "../testing.ts";
import { findProject } from "./find-project.ts";

it("finds the nearest folder upwards", async () => {
  using folder = createProjectFolder({ "a/mlx.yaml": "", "a/b/c/x": "", "a/d/mlx.yaml": "", "e/x": "" });
  const at = (path: string) => findProject(join(folder.root, path));
  expect(await at("a")).toBe(join(folder.root, "a"));
  expect(await at("a/b/c")).toBe(join(folder.root, "a"));
  expect(await at("a/d")).toBe(join(folder.root, "a/d"));
  expect(await at("e")).toBeUndefined();
});
