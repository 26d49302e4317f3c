import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startWorker } from "../src/index.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";
import { until } from "./until.ts";

/** Writes down with what it was started, as a whole. */
const program = `import { renameSync, writeFileSync } from "node:fs";
const { MLX_STORE: store = null, MLX_ACTOR: actor } = process.env;
writeFileSync("told.partial", JSON.stringify({ words: process.argv.slice(2), cwd: process.cwd(), store, actor }));
renameSync("told.partial", "told.json");
`;

test.each([
  ["--store", { store: "../store/other.db" }, {}],
  ["MLX_STORE", {}, { MLX_STORE: "../store/other.db" }],
])(
  "a worker gets absolute paths, where %s and --var-file were given in a sub-folder",
  async (_, given, env) => {
    const folder = createFolder({
      ...smallProject,
      "mlx.yaml": `variables: { depth: { type: number, default: 1 } }\n${smallProject["mlx.yaml"]}`,
      "sub/values.yaml": "depth: 2\n",
      "worker.mjs": program,
    });
    mkdirSync(folder.path("store"));
    const project = await openIn(folder.path("sub"), {
      ...given,
      processEnv: { PATH: process.env.PATH, MLX_ACTOR: "tester", ...env },
      variableFiles: ["values.yaml"],
      variables: { depth: "3" },
      self: [process.execPath, folder.path("worker.mjs")],
    });
    value(await startWorker(project, { run: "3f2a91bc" }));
    await until("the worker has told", () => existsSync(folder.path("told.json")));
    expect(JSON.parse(readFileSync(folder.path("told.json"), "utf8"))).toEqual({
      words: [
        "worker",
        "3f2a91bc",
        "-C",
        folder.root,
        "--store",
        folder.path("store/other.db"),
        "--var",
        "depth=3",
        "--var-file",
        folder.path("sub/values.yaml"),
      ],
      cwd: folder.root,
      store: null,
      actor: "tester",
    });
  },
);
