/** Both faces of the API of a real project in a folder of its own, over a real socket. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { applyPlan, openAccess, openAuditLog, openProject, type Project, planChanges } from "@mlx/app";
import { InternalError } from "@mlx/core";
import fastify from "fastify";
import { addFaces } from "../src/http/add-faces.ts";

export interface OpenFaces {
  /** Of the project's folder, absolute. */
  readonly root: string;
  readonly project: Project;
  /** Without a slash at its end. */
  readonly url: string;
  /** Failures that were bugs, as far as they were answered with 500. */
  readonly bugs: readonly unknown[];
  close(): Promise<void>;
}

/** Three datasets: to train and to score with, and one for results. */
export const datasetsOnly: Readonly<Record<string, string>> = {
  "mlx.yaml": `project: faces
datasets:
  rows: { path: ./rows.csv }
  recent: { path: ./recent.csv }
  results: { path: ./results, format: csv }
`,
  "rows.csv": "x,y\n1,2\n",
  "recent.csv": "x\n9\n",
  "results/.keep": "",
};

/** What the files declare is applied. */
export async function openFaces({
  files = datasetsOnly,
  auth = false,
  processEnv = {},
}: {
  readonly files?: Readonly<Record<string, string>>;
  readonly auth?: boolean;
  readonly processEnv?: Readonly<Record<string, string>>;
} = {}): Promise<OpenFaces> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "mlx-faces-")));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const opened = await openProject({
    cwd: root,
    variables: {},
    variableFiles: [],
    processEnv: { PATH: process.env.PATH, MLX_ACTOR: "tester", ...processEnv },
    version: "0.0.0",
    supervisor: "/none",
    self: [process.execPath, "/none"],
    events: () => {},
  });
  if (!opened.ok) throw opened.failure;
  const project = opened.value;
  const planned = await planChanges(project, {});
  if (!planned.ok) throw planned.failure;
  const applied = await applyPlan(project, { plan: planned.value.plan, command: "apply" });
  if (!applied.ok) throw applied.failure;
  const access = await openAccess(project, { auth });
  const audit = await openAuditLog(project, (message) => {
    throw new InternalError(message);
  });
  const bugs: unknown[] = [];
  const router = fastify({
    logger: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  });
  router.addHook("onError", async (_request, reply, error) => {
    if (reply.statusCode >= 500) bugs.push(error);
  });
  addFaces(router, { project, access, audit, requestsPerMinute: 0 });
  const url = await router.listen({ host: "127.0.0.1", port: 0 });
  return {
    root,
    project,
    url,
    bugs,
    close: async () => {
      router.server.closeAllConnections();
      await router.close();
      await audit.close();
      await project.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
