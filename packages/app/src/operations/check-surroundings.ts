import { statfs } from "node:fs/promises";
import { homedir } from "node:os";
import { findProject } from "@mlx/config";
import { isTerminal, MlxError, type Run, type Store } from "@mlx/core";
import {
  checkDocker,
  checkPython,
  checkR,
  checkSpark,
  connectEngine,
  type Engine,
  type ListedContainer,
  listContainers,
} from "@mlx/runtime";
import { openStore } from "@mlx/store";
import type { AppOptions } from "../app-options.ts";
import { createGit, systemClock, systemIds, userCacheFolder } from "../environment.ts";
import { openProject, type Project } from "../project.ts";

export interface SurroundingsCheck {
  readonly name: string;
  readonly outcome: "ok" | "warning" | "problem";
  readonly detail: string;
  readonly remedy?: string;
}

const lowDiskBytes = 2 * 2 ** 30;

/** What mlx needs of this machine and this project, each with its remedy. Changes nothing. */
export async function checkSurroundings(options: AppOptions): Promise<readonly SurroundingsCheck[]> {
  const engine = connectEngine({ processEnv: options.processEnv, home: homedir() });
  return [
    { name: "Node", outcome: "ok", detail: `${process.version} on ${process.platform} ${process.arch}` },
    ...(await checkPython(options.processEnv)),
    ...(await checkEngine(engine)),
    ...(await checkContainers(options, engine)),
    ...(await checkSpark(options.processEnv)),
    ...(await checkR(options.processEnv)),
    await checkDisk(options),
    await checkGit(options),
    ...(await checkProject(options)),
  ];
}

/** Without an engine only recipes in containers do not run. */
async function checkEngine(engine: Engine): Promise<readonly SurroundingsCheck[]> {
  const checks = await checkDocker(engine);
  return checks.map((check) => ({ ...check, outcome: check.outcome === "ok" ? "ok" : "warning" }));
}

/** Containers of mlx; a warning where nobody looks after those of this project. */
async function checkContainers(options: AppOptions, engine: Engine): Promise<readonly SurroundingsCheck[]> {
  // An engine that does not answer is told of by its own check.
  const containers = await listContainers(engine).catch(() => []);
  const { own, lost } = containers.length === 0 ? noneFound : await findOwn(options, containers);
  const kept = own.length - lost.length;
  const others = containers.length - own.length;
  const parts = [
    ...(kept === 0 ? [] : [`${kept} of this project's runs`]),
    ...(others === 0 ? [] : [`${others} that may be another project's`]),
  ];
  return [
    ...(lost.length === 0 ? [] : [describeLost(lost)]),
    ...(parts.length === 0 ? [] : [{ name: "containers", outcome: "ok", detail: parts.join(", ") } as const]),
  ];
}

const mostNames = 3;

function describeLost(lost: readonly ListedContainer[]): SurroundingsCheck {
  const names = lost.slice(0, mostNames).map(({ name }) => name);
  const more = lost.length - names.length;
  const all = `${names.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
  return {
    name: "containers",
    outcome: "warning",
    detail: `nobody looks after ${all}: their runs have ended, or are not known here`,
    remedy: `\`docker rm -f ${names.join(" ")}\``,
  };
}

interface OwnContainers {
  /** Of this project's installation. */
  readonly own: readonly ListedContainer[];
  /** Those of `own` whose runs are not known, or have ended a while ago. */
  readonly lost: readonly ListedContainer[];
}

const noneFound: OwnContainers = { own: [], lost: [] };

async function findOwn(options: AppOptions, containers: readonly ListedContainer[]): Promise<OwnContainers> {
  if ((await findProject(options.cwd)) === undefined) return noneFound;
  const opened = await openProject(options);
  if (!opened.ok) return noneFound;
  const stores: Store[] = [];
  try {
    // Where not all environments are known, neither is whose the containers are.
    if ((await opened.value.load()).incomplete) return noneFound;
    const { store } = await opened.value.adapters();
    const { id } = await store.installation();
    const own = containers.filter(({ installation }) => installation === id);
    if (own.length === 0) return noneFound;
    for (const namespace of await namespacesOf(opened.value))
      stores.push(await openStore({ url: store.location, namespace, ids: systemIds }));
    const lost: ListedContainer[] = [];
    for (const container of own) {
      const runs = await Promise.all(stores.map(({ runs }) => runs.get(container.run)));
      if (runs.every((run) => isOver(run))) lost.push(container);
    }
    return { own, lost };
  } catch (error) {
    // What keeps the project from being opened is told by its own check.
    if (error instanceof MlxError) return noneFound;
    throw error;
  } finally {
    for (const store of stores) await store.close();
    await opened.value.close();
  }
}

/** Environments may share a store, and with it the installation. */
async function namespacesOf(project: Project): Promise<readonly string[]> {
  const { project: name = "", environments } = await project.load();
  return [name, ...environments.map((environment) => `${name}/${environment}`)];
}

/** A run that has just ended may still be removing its container. */
const removalMilliseconds = 60_000;

function isOver(run: Run | undefined): boolean {
  if (run === undefined) return true;
  if (!isTerminal(run.status.state) || run.endedAt === undefined) return false;
  return systemClock.now() - Date.parse(run.endedAt) > removalMilliseconds;
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
