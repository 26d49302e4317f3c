/** Both faces of the API of a real project in a folder of its own, over a real socket. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { applyPlan, openAccess, openAuditLog, openProject, type Project, planChanges } from "@mlx/app";
import { InternalError } from "@mlx/core";
import { createRouter } from "../src/create-router.ts";
import type { DaemonFace } from "../src/daemon-face.ts";
// As in a bundle: the first request does not wait until all of it is compiled.
import "../src/http/add-faces.ts";

export interface OpenFaces {
  /** Of the project's folder, absolute. */
  readonly root: string;
  readonly project: Project;
  /** Without a slash at its end. */
  readonly url: string;
  /** What no one expected, with its stack. */
  readonly bugs: readonly string[];
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

const daemon: DaemonFace = {
  health: () => ({ state: "up", problems: [] }),
  status: async () => ({}),
  metrics: async () => "",
  drain: () => undefined,
  stop: () => undefined,
};

/** What the files declare is applied; nothing that is queued runs. */
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
  const bugs: string[] = [];
  const router = createRouter(daemon, {
    control: false,
    onlyLoopback: true,
    faces: { project, access, audit, requestsPerMinute: 0 },
    onBug: (text) => bugs.push(text),
  });
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
