/**
 * The secrets of an attempt while it runs: a folder in memory, outside the attempt's own. It holds
 * their values, by which the log is redacted whoever reads it, and below `mount` what the task reads.
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, lstat, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { JobKey } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";
import type { Variables } from "../../contract/contract-variables.ts";
import { secretsFolderTaken } from "../../errors.ts";
import type { Mount } from "./container-mounts.ts";
import type { FileOwner, UserIds } from "./container-user.ts";
import { environmentFile, environmentName, secretsTarget } from "./shell-wrapper.ts";

/** The attempt's folder in memory; where the machine has none such (macOS), a temporary one. */
export function secretsFolder(
  { runId, attempt }: JobKey,
  { uid, temporary, memory = "/dev/shm" }: { uid: number; temporary: string; memory?: string },
): string {
  return join(existsSync(memory) ? memory : temporary, `mlx-${uid}`, `${runId}-${attempt}`);
}

/**
 * Repeatable; the folder appears whole. Only mlx's user gets into the folder around it; the files are
 * the container's user's (0400), or where mlx may not give them away, readable for whoever has them
 * mounted (0444). Fails: 4039, where somebody else has taken the place.
 */
export async function writeSecrets(
  folder: string,
  secrets: {
    readonly variables: Variables;
    readonly values: readonly string[];
    readonly owner: FileOwner;
    readonly self: Pick<UserIds, "uid">;
  },
): Promise<void> {
  const { variables, values, owner, self } = secrets;
  await makePrivate(dirname(folder), self.uid);
  const draft = `${folder}.${randomUUID()}`;
  const mount = join(draft, "mount");
  try {
    await mkdir(mount, { recursive: true, mode: 0o700 });
    await writeFile(join(draft, "values.json"), JSON.stringify(values), { mode: 0o600 });
    const files = { ...fileSecrets(variables), [environmentName]: environmentFile(variables) };
    for (const [name, text] of Object.entries(files)) await writeOwned(join(mount, name), text, owner);
    await chmod(mount, owner.type === "anyone" ? 0o555 : 0o500);
    if (owner.type === "given") await chown(mount, owner.ids.uid, owner.ids.gid);
    await rename(draft, folder);
  } catch (error) {
    await removeSecrets(draft);
    // It was written before, by somebody who submitted the same job.
    if (systemErrorCode(error) !== "ENOTEMPTY" && systemErrorCode(error) !== "EEXIST") throw error;
  }
}

/** By which a log is redacted; none where the folder was removed, or lost when the machine restarted. */
export async function readSecretValues(folder: string): Promise<readonly string[]> {
  try {
    const values: unknown = JSON.parse(await readFile(join(folder, "values.json"), "utf8"));
    return Array.isArray(values) ? values.filter((value) => typeof value === "string") : [];
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** Repeatable. */
export async function removeSecrets(folder: string): Promise<void> {
  await chmod(join(folder, "mount"), 0o700).catch(() => {});
  await rm(folder, { recursive: true, force: true });
}

export function secretsMount(folder: string): Mount {
  return { source: join(folder, "mount"), target: secretsTarget, readOnly: true };
}

/** A variable whose name can be no file's is in the environment alone. */
function fileSecrets(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !name.includes("/")));
}

async function writeOwned(path: string, text: string, owner: FileOwner): Promise<void> {
  await writeFile(path, text);
  await chmod(path, owner.type === "anyone" ? 0o444 : 0o400);
  if (owner.type === "given") await chown(path, owner.ids.uid, owner.ids.gid);
}

/** In a place where everybody may write, somebody else may have been faster. */
async function makePrivate(folder: string, uid: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stats = await lstat(folder);
  if (!stats.isDirectory() || stats.uid !== uid) throw secretsFolderTaken(folder, stats.uid);
  if ((stats.mode & 0o077) !== 0) await chmod(folder, 0o700);
}
