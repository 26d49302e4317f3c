import { join } from "node:path";
import { expect, it } from "vitest";
import { createProjectFolder } from "../testing.ts";
import { createIgnoreCheck } from "./ignored-by-git.ts";

it("asks the .gitignore files of the project and of the repository above it, the innermost first", async () => {
  using folder = createProjectFolder({
    ".git/HEAD": "",
    ".gitignore": "*.log\n/teams/a/build/\n",
    "teams/a/.gitignore": "data/\n!keep.log\n",
    "teams/a/sub/.gitignore": "*.tmp\n",
  });
  const isIgnored = await createIgnoreCheck(join(folder.root, "teams/a"));
  const file = (path: string) => isIgnored(join(folder.root, "teams/a", path), false);
  expect(["w.log", "sub/w.log", "keep.log", "mlx.yaml", "a.tmp", "sub/a.tmp"].map(file)).toEqual([
    true,
    true,
    false,
    false,
    false,
    true,
  ]);
  expect(["data/x.csv", "data/deep/x.csv", "build/x", "sub/data/x"].map(file)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(isIgnored(join(folder.root, "teams/a/data"), true)).toBe(true);
  expect(isIgnored(join(folder.root, "teams/a/data"), false)).toBe(false);
  expect(isIgnored(join(folder.root, "teams/a"), true)).toBe(false);
});
