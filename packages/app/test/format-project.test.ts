import {
  chmodSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { expect, test } from "vitest";
import { formatProject } from "../src/index.ts";
import { createFolder, openIn, value } from "./project-folder.ts";

test("a file that is a symbolic link stays one, and its mode stays", async () => {
  const folder = createFolder({ "mlx.yaml": "project:   small\n", "shared/x": "" });
  renameSync(folder.path("mlx.yaml"), folder.path("shared/main.yaml"));
  symlinkSync("shared/main.yaml", folder.path("mlx.yaml"));
  chmodSync(folder.path("shared/main.yaml"), 0o640);
  const project = await openIn(folder.root);
  expect(value(await formatProject(project, { check: false }))).toEqual({
    changed: ["mlx.yaml"],
    unchanged: 0,
    diagnostics: [],
    invalid: undefined,
  });
  expect(readlinkSync(folder.path("mlx.yaml"))).toBe("shared/main.yaml");
  expect(readFileSync(folder.path("shared/main.yaml"), "utf8")).toBe("project: small\n");
  expect(statSync(folder.path("shared/main.yaml")).mode & 0o7777).toBe(0o640);
  expect(readdirSync(folder.path("shared")).sort()).toEqual(["main.yaml", "x"]);
});
