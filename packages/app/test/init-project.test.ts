import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { initProject, templates, validateProject } from "../src/index.ts";
import { createFolder, openIn, value } from "./project-folder.ts";

const examples = fileURLToPath(new URL("../../../examples", import.meta.url));

test.each(templates.map(({ name }) => name))(
  "the template %s is an example, and a valid project",
  async (template) => {
    const { root } = createFolder({});
    const made = value(await initProject({ cwd: root, template, templatesFolder: examples }));
    expect(made.files).toContain("mlx.yaml");
    const { diagnostics } = value(await validateProject(await openIn(root)));
    expect(diagnostics).toEqual([]);
  },
);

test("what would be written over is named, with commands that are whole", async () => {
  const { root } = createFolder({ "a folder/mlx.yaml": "" });
  const init = (template: string, folder?: string) =>
    initProject({
      cwd: root,
      template,
      templatesFolder: examples,
      ...(folder === undefined ? {} : { folder }),
    });
  const taken = await init("service", "a folder");
  expect(taken.ok ? [] : [taken.failure.code, ...taken.failure.next]).toEqual([
    "MLX8005",
    "`mlx init service DIR` makes it in another folder",
    "`mlx init service 'a folder' --force` writes over them",
  ]);
  const unknown = await init("servise", "sales");
  expect(unknown.ok ? [] : unknown.failure.next).toContain("`mlx init service sales`");
});
