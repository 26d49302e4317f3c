/**
 * Who observes a job: exactly one living process. Each claim is a file of its own, `observer.N.json`, that
 * appears whole and is never changed; the one with the highest number counts. A claim whose process
 * has ended, or that was given up, is followed by the next number, which only one can write.
 *
 * Nothing here waits for the disk: what a crash of the machine may take away is claims of processes
 * that it has ended.
 */
import { randomUUID } from "node:crypto";
import { link, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemErrorCode } from "@mlx/core";
import type { JobFolder } from "../../job/job-folder.ts";
import type { ProcessIdentity } from "../../job/process-identity.ts";
import { identifySelf, isAlive } from "../../job/process-identity.ts";

export interface ObserverClaim {
  /** Lets another process, or this one, observe at once. Repeatable. */
  release(): Promise<void>;
}

/**
 * `undefined`: a living process, which may be this one, has it. The job's folder has to be there.
 */
export async function claimObservation(folder: Pick<JobFolder, "root">): Promise<ObserverClaim | undefined> {
  const self = JSON.stringify(identifySelf());
  for (;;) {
    const newest = await newestClaim(folder.root);
    if (newest > 0 && (await isHeld(claimPath(folder.root, newest)))) return undefined;
    if (await writeClaim(folder.root, newest + 1, self)) return createClaim(folder.root, newest + 1);
  }
}

function createClaim(root: string, number: number): ObserverClaim {
  let released: Promise<void> | undefined;
  async function giveUp(): Promise<void> {
    await writeClaim(root, number + 1, JSON.stringify({ free: true }));
  }
  return {
    release: () => {
      released ??= giveUp();
      return released;
    },
  };
}

const claimName = /^observer\.(\d+)\.json$/;

function claimPath(root: string, number: number): string {
  return join(root, `observer.${number}.json`);
}

async function newestClaim(root: string): Promise<number> {
  const names = await readdir(root);
  return Math.max(0, ...names.map((name) => Number(claimName.exec(name)?.[1] ?? 0)));
}

/** A claim without its content is one that the machine's crash has damaged: its process has ended. */
async function isHeld(path: string): Promise<boolean> {
  const identity = parseIdentity(await readFile(path, "utf8"));
  return identity !== undefined && isAlive(identity);
}

function parseIdentity(text: string): ProcessIdentity | undefined {
  try {
    const { pid, startedAt, bootId } = Object(JSON.parse(text));
    return typeof pid === "number" ? { pid, startedAt, bootId } : undefined;
  } catch {
    return undefined;
  }
}

/** True for one of all that try. */
async function writeClaim(root: string, number: number, text: string): Promise<boolean> {
  const path = claimPath(root, number);
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { flag: "wx" });
    await link(draft, path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
