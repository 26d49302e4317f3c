import { statfs } from "node:fs/promises";
import { homedir } from "node:os";
import { findProject } from "@mlx/config";
import { MlxError } from "@mlx/core";
import { checkDocker, checkPython, checkR, checkSpark, connectEngine } from "@mlx/runtime";
import type { AppOptions } from "../app-options.ts";
import { createGit, userCacheFolder } from "../environment.ts";
import { openProject } from "../project.ts";

export interface SurroundingsCheck {
  readonly name: string;
  readonly outcome: "ok" | "warning" | "problem";
  readonly detail: string;
  readonly remedy?: string;
}

const lowDiskBytes = 2 * 2 ** 30;

/** What mlx needs of this machine and this project, each with its remedy. Changes nothing. */
export async function checkSurroundings(options: AppOptions): Promise<readonly SurroundingsCheck[]> {
  return [
    { name: "Node", outcome: "ok", detail: `${process.version} on ${process.platform} ${process.arch}` },
    ...(await checkPython(options.processEnv)),
    ...(await checkEngine(options)),
    ...(await checkSpark(options.processEnv)),
    ...(await checkR(options.processEnv)),
    await checkDisk(options),
    await checkGit(options),
    ...(await checkProject(options)),
  ];
}

/** Without an engine only recipes in containers do not run. */
async function checkEngine({ processEnv }: AppOptions): Promise<readonly SurroundingsCheck[]> {
  const checks = await checkDocker(connectEngine({ processEnv, home: homedir() }));
  return checks.map((check) => ({ ...check, outcome: check.outcome === "ok" ? "ok" : "warning" }));
}

async function checkDisk(options: AppOptions): Promise<SurroundingsCheck> {
  const { bavail, bsize } = await statfs(options.cwd);
  const free = bavail * bsize;
  const detail = `${(free / 2 ** 30).toFixed(1)} GiB free in ${options.cwd}`;
  return free >= lowDiskBytes
    ? {
        name: "disk",
        outcome: "ok",
        detail: `${detail}; Python environments in ${userCacheFolder(options.processEnv)}`,
      }
    : {
        name: "disk",
        outcome: "warning",
        detail,
        remedy: "make room: models, runs and Python environments are kept",
      };
}

async function checkGit(options: AppOptions): Promise<SurroundingsCheck> {
  const state = await createGit(options.cwd).state();
  return state === undefined
    ? {
        name: "git",
        outcome: "warning",
        detail: "this is no git work tree with a commit",
        remedy: "`git init` and commit: models then record the commit that they were made from",
      }
    : {
        name: "git",
        outcome: "ok",
        detail: `${state.commit.slice(0, 8)}${state.dirty ? " with uncommitted changes" : ""}`,
      };
}

async function checkProject(options: AppOptions): Promise<readonly SurroundingsCheck[]> {
  if ((await findProject(options.cwd)) === undefined)
    return [
      {
        name: "project",
        outcome: "warning",
        detail: "there is no mlx.yaml here or above",
        remedy: "`mlx init` makes a project",
      },
    ];
  const opened = await openProject(options);
  if (!opened.ok) return [{ name: "project", outcome: "problem", detail: opened.failure.summary }];
  const project = opened.value;
  try {
    const { diagnostics, state } = await project.load();
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    const checks: SurroundingsCheck[] = [
      errors > 0
        ? {
            name: "project",
            outcome: "problem",
            detail: `${project.root}: ${errors} errors in the configuration`,
            remedy: "`mlx validate` shows them",
          }
        : {
            name: "project",
            outcome: "ok",
            detail: `${project.root}: ${state?.resources.length ?? 0} resources`,
          },
    ];
    const { store } = await project.adapters();
    const { serial } = await store.resources.heads();
    checks.push({ name: "store", outcome: "ok", detail: `${store.location} at serial ${serial}` });
    return checks;
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    return [
      {
        name: error.code.startsWith("MLX5") ? "store" : "project",
        outcome: "problem",
        detail: error.summary,
        ...(error.next[0] === undefined ? {} : { remedy: error.next[0] }),
      },
    ];
  } finally {
    await project.close();
  }
}
