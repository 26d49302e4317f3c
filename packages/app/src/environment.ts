import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import { homedir, hostname, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Clock, Git, Ids, SecretResolver, WorkerIdentity } from "@mlx/core";
import { identifySelf, isProcessAlive } from "@mlx/runtime";
import { unseal } from "./sealed-secrets.ts";

type ProcessEnv = Readonly<Record<string, string | undefined>>;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};

export const systemIds: Ids = { uuid: () => randomUUID() };

/** `user@host`, for the history. */
export function currentActor(env: ProcessEnv): string {
  const user = env.MLX_ACTOR ?? env.USER ?? env.LOGNAME ?? userName();
  return `${user}@${hostname()}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the password file has no name.
    return `uid-${process.getuid?.() ?? "unknown"}`;
  }
}

/** What this user shares between projects: Python environments. `MLX_CACHE_DIR`, else the XDG folder. */
export function userCacheFolder(env: ProcessEnv): string {
  return env.MLX_CACHE_DIR ?? join(env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mlx");
}

/** This process, so that another can tell whether it still lives, and where its jobs lie. `folder`: absolute. */
export async function currentWorker(folder: string): Promise<WorkerIdentity> {
  const { pid, startedAt, bootId } = identifySelf();
  const id = `${randomUUID()} ${startedAt}`;
  return { id, host: hostname(), bootId, pid, folder: await realpath(folder) };
}

/** False once the process is surely gone; `undefined` for a worker of another machine. */
export function isWorkerAlive({ id, host, bootId, pid }: WorkerIdentity): boolean | undefined {
  if (host !== hostname()) return undefined;
  return isProcessAlive({ pid, startedAt: id.slice(id.indexOf(" ") + 1), bootId });
}

/** `installationKey`: of the store that sealed secrets stand in, base64. */
export function createSecretResolver(root: string, env: ProcessEnv, installationKey: string): SecretResolver {
  return {
    resolve: async ({ secret }) => {
      if ("env" in secret) return env[secret.env];
      if ("sealed" in secret) return unseal(secret.sealed, installationKey);
      try {
        return (await readFile(resolve(root, secret.file), "utf8")).replace(/\r?\n$/, "");
      } catch {
        return undefined;
      }
    },
  };
}

const run = promisify(execFile);

export function createGit(folder: string): Git {
  return {
    state: async () => {
      try {
        const { stdout } = await run(
          "git",
          ["status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", "."],
          { cwd: folder, maxBuffer: 64 * 2 ** 20 },
        );
        const lines = stdout.split("\n").filter((line) => line !== "");
        const header = (name: string) =>
          lines.find((line) => line.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length);
        const commit = header("oid");
        if (commit === undefined || commit === "(initial)") return undefined;
        const branch = header("head");
        // A folder that git ignores is in no commit, whatever its status says.
        const dirty = lines.some((line) => !line.startsWith("#")) || (await isIgnored(folder));
        return { commit, dirty, ...(branch === undefined || branch === "(detached)" ? {} : { branch }) };
      } catch {
        // No git, or not a work tree: there is no state to record.
        return undefined;
      }
    },
  };
}

async function isIgnored(folder: string): Promise<boolean> {
  try {
    await run("git", ["check-ignore", "-q", join(folder, "mlx.yaml")], { cwd: folder });
    return true;
  } catch {
    return false;
  }
}
