import { statSync, symlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { createFolder } from "../../test/project-folder.ts";
import { createWatchedPaths } from "./watched-paths.ts";

test("what git ignores is not watched, unless the project reads it", async () => {
  const { path } = createFolder({
    "p/.git/HEAD": "",
    "p/.gitignore": "*.log\ndata/\n",
    "p/mlx.yaml": "",
    "p/w.log": "",
    "p/out/x": "",
    "p/data/a.csv": "",
    "p/data/b.csv": "",
    "p/.hidden/x": "",
    "p/node_modules/x/y": "",
    "away/x.yaml": "",
    "away/y.yaml": "",
  });
  symlinkSync(path("away"), path("p/link"));
  const paths = await createWatchedPaths(path("p"));
  const isIgnored = (name: string) => paths.isIgnored(path(name), statSync(path(name)));
  const all = ["mlx.yaml", "out/x", "w.log", "data", "data/a.csv", ".hidden/x", "node_modules/x"];
  const ignored = () => all.filter((name) => isIgnored(`p/${name}`));
  expect(ignored()).toEqual(["w.log", "data", "data/a.csv", ".hidden/x", "node_modules/x"]);
  expect([isIgnored("p"), isIgnored("away/x.yaml")]).toEqual([false, true]);

  const watchFiles = ["mlx.yaml", "data/a.csv", ".hidden/x", path("away/x.yaml"), "link/y.yaml"];
  expect(paths.declare({ watchFiles })).toEqual(
    ["p/data/a.csv", "p/.hidden/x", "away/x.yaml", "away/y.yaml"].map(path),
  );
  expect(ignored()).toEqual(["w.log", "data", "node_modules/x"]);
  expect([isIgnored("away/x.yaml"), isIgnored("p/data/b.csv")]).toEqual([false, true]);
  expect(paths.declare({ watchFiles })).toEqual([]);
});
