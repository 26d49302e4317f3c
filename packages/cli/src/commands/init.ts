import { relative } from "node:path";
import { defineCommand } from "../define-command.ts";
import { shellWord } from "../views/names.ts";
import { highlight } from "../views/prose.ts";

export const init = defineCommand({
  name: "init",
  description:
    "Makes a project from a template: `hello` is the smallest one (Python's standard library only), `retail` forecasts weekly sales with scikit-learn, `nightly` runs on schedules while `mlx up` is there, `service` publishes a model with a policy, `pipeline` has several tasks in one run, and `serve` answers over HTTP (standard library only, all four). Nothing that is there is written over, unless --force is given.",
  examples: [
    ["init", "the smallest project, in this folder"],
    ["init retail sales", "the retail example in the folder sales"],
    ["init nightly meter", "schedules, in the folder meter"],
    ["init serve .", "a model behind HTTP, in this folder"],
  ],
  arguments: {
    template: { summary: "hello (the default), retail, nightly, service, pipeline or serve" },
    dir: { summary: "folder to make it in (this one unless given)", completes: "folder" },
  },
  flags: {
    force: { type: "boolean", summary: "write over files that are there" },
  },
  exits: [],
  run: async ({ template, dir, force }, { cwd, templatesFolder, loadApp }) => {
    const { initProject } = await loadApp();
    const made = await initProject({
      cwd,
      force,
      templatesFolder,
      ...(dir === undefined ? {} : { folder: dir }),
      ...(template === undefined ? {} : { template }),
    });
    return made.ok ? { ok: true, value: { ...made.value, cwd } } : made;
  },
  views: {
    human: ({ folder, files, template, cwd }, view) => {
      const where = relative(cwd, folder);
      const head = `Made a project from the template ${template} in ${where === "" ? "this folder" : where}.`;
      if (view.verbosity === "quiet") return head;
      const elsewhere = view.repeated.some((flag) => flag.startsWith("-C "));
      const plan =
        elsewhere && where !== ""
          ? `\`mlx plan -C ${shellWord(folder)}\``
          : where === ""
            ? "`mlx plan`"
            : `\`cd ${shellWord(where)}\`, then \`mlx plan\``;
      return [head, ...files.map((file) => `  ${file}`), highlight(`Next: ${plan}`, view)].join("\n");
    },
    json: ({ folder, files, template }) => ({ kind: "init", folder, template, files }),
  },
});
