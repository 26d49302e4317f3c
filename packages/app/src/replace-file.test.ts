import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { expect, test } from "vitest";
import { createFolder } from "../test/project-folder.ts";
import { replaceFile } from "./replace-file.ts";

test("a new file, and another text in its place", async () => {
  const { path, root } = createFolder({});
  await replaceFile(path("a.yaml"), "one");
  await replaceFile(path("a.yaml"), "two");
  expect([readdirSync(root), readFileSync(path("a.yaml"), "utf8")]).toEqual([["a.yaml"], "two"]);
});

test("a symbolic link stays, and so does the mode of what it leads to", async () => {
  const { path } = createFolder({});
  mkdirSync(path("shared"));
  writeFileSync(path("shared/a.yaml"), "one", { mode: 0o640 });
  symlinkSync("shared/a.yaml", path("a.yaml"));
  await replaceFile(path("a.yaml"), "two");
  expect(readlinkSync(path("a.yaml"))).toBe("shared/a.yaml");
  expect(readFileSync(path("shared/a.yaml"), "utf8")).toBe("two");
  expect(statSync(path("shared/a.yaml")).mode & 0o7777).toBe(0o640);
  expect(readdirSync(path("shared"))).toEqual(["a.yaml"]);
});

test("two at once do not meet, whatever lies beside them", async () => {
  const { path, root } = createFolder({ "a.yaml.partial/x": "" });
  const texts = Array.from({ length: 20 }, (_, n) => `${n}`.repeat(5000));
  await Promise.all(texts.map((text) => replaceFile(path("a.yaml"), text)));
  expect(texts).toContain(readFileSync(path("a.yaml"), "utf8"));
  expect(readdirSync(root).sort()).toEqual(["a.yaml", "a.yaml.partial"]);
});

test("a failure leaves nothing behind, and names the file", async () => {
  const { path, root } = createFolder({ "folder/x": "" });
  await expect(replaceFile(path("folder"), "text")).rejects.toMatchObject({ code: "MLX8004" });
  const missing = path("missing/a.yaml");
  await expect(replaceFile(missing, "text")).rejects.toMatchObject({
    code: "MLX8004",
    summary: `${missing} cannot be written: its folder is not there`,
  });
  expect(readdirSync(root)).toEqual(["folder"]);
});
