import { expect, test } from "vitest";
import { createFolder } from "../../test/project-folder.ts";
import { findGitFolder } from "./find-git-folder.ts";

test("upwards from the project, and through the file of a worktree", () => {
  const { path } = createFolder({
    "mono/.git/HEAD": "",
    "mono/teams/a/mlx.yaml": "",
    "tree/.git": "gitdir: ../mono/.git/worktrees/tree\n",
    "tree/teams/a/mlx.yaml": "",
  });
  expect(findGitFolder(path("mono/teams/a"))).toBe(path("mono/.git"));
  expect(findGitFolder(path("mono"))).toBe(path("mono/.git"));
  expect(findGitFolder(path("tree/teams/a"))).toBe(path("mono/.git/worktrees/tree"));
});
