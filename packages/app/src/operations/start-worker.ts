import { spawn } from "node:child_process";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { type Result, toResult } from "@mlx/core";
import type { Project } from "../project.ts";
import { repeatedWords } from "../repeated-words.ts";
import { stateFolderOf } from "../state-folder.ts";

/** A mlx of its own in the background that works on a run to its end. */
export function startWorker(project: Project, { run }: { readonly run: string }): Promise<Result<void>> {
  return toResult(() => spawnWorker(project, run));
}

/** What the worker has to say goes to `.mlx/workers/RUN.log`; the run's own log is kept with the run. */
export async function spawnWorker(project: Project, run: string): Promise<void> {
  const { root, options } = project;
  const { store } = await project.adapters();
  const [interpreter = process.execPath, ...program] = options.self;
  // The store is named by its place, whoever chose it.
  const { MLX_STORE: _, ...env } = options.processEnv;
  const folder = join(stateFolderOf(root), "workers");
  await mkdir(folder, { recursive: true });
  const log = await open(join(folder, `${run}.log`), "a");
  try {
    const child = spawn(
      interpreter,
      [...program, "worker", run, ...repeatedWords(root, options, store.location)],
      {
        detached: true,
        stdio: ["ignore", log.fd, log.fd],
        env,
        cwd: root,
      },
    );
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    child.unref();
  } finally {
    await log.close();
  }
}
