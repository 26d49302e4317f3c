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
