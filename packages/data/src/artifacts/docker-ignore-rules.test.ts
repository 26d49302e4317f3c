import { expect, test } from "vitest";
import { createDockerIgnoreRules } from "./docker-ignore-rules.ts";

const rulesOf = (...lines: string[]) =>
  createDockerIgnoreRules(lines.join("\n"), (line, pattern) => new SyntaxError(`${line}: ${pattern}`));

test("the last pattern that matches decides", async () => {
  const rules = await rulesOf("*.md", "!README*.md", "README-secret.md");
  const left = ["README.md", "README-a.md", "README-secret.md", "a.md", "docs/a.md"].filter(rules.leavesOut);
  expect(left).toEqual(["README-secret.md", "a.md"]);
});

test("patterns start at the folder, and case counts", async () => {
  const rules = await rulesOf("/a", "./b/", "c/*/d", "**/e", "f?", "[g-i]", "c++", "j\\*");
  const paths = [
    "a",
    "x/a",
    "A",
    "b/x",
    "c/1/d/x",
    "c/d",
    "e",
    "x/y/e",
    "f1",
    "f",
    "h",
    "k",
    "c++",
    "ccc",
    "j*",
  ];
  expect(paths.filter(rules.leavesOut)).toEqual([
    "a",
    "b/x",
    "c/1/d/x",
    "e",
    "x/y/e",
    "f1",
    "h",
    "c++",
    "j*",
  ]);
});

test("a folder is left out whole where no exception reaches into it", async () => {
  const rules = await rulesOf("*", "!src/app", "!docs/**", "!/conf/");
  expect(["src", "src/app", "src/lib", "docs", "conf", "node_modules"].map(rules.leavesOutAllBelow)).toEqual([
    false,
    false,
    true,
    false,
    false,
    true,
  ]);
  const wild = await rulesOf("*", "!**/keep.txt");
  expect([wild.leavesOutAllBelow("a/b"), wild.leavesOut("a/b/keep.txt")]).toEqual([false, false]);
});

test("a line that is no pattern is told with its number", async () => {
  await expect(rulesOf("a", "# [", "", "b[")).rejects.toThrow("4: b[");
  await expect(rulesOf("[z-a]")).rejects.toThrow("1: [z-a]");
});
