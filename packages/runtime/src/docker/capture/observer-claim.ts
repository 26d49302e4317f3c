/**
 * Who observes a job: one living process. Each claim is a file of its own, `observer.N.json`, that
 * appears whole and whose text is never changed; the one with the highest number counts. Its owner touches it
 * every few seconds. A claim whose process has ended, that was given up, or that was not touched for a
 * while (the process is suspended), is followed by the next number, which only one can write; a
 * process that wakes up and finds a newer one is not the observer any more.
 *
 * Nothing here waits for the disk: what a crash of the machine may take away is claims of processes
 * that it has ended.
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { link, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";
import type { JobFolder } from "../../job/job-folder.ts";
import type { ProcessIdentity } from "../../job/process-identity.ts";
import { identifySelf, isAlive } from "../../job/process-identity.ts";

export interface ObserverClaim {
  /** Aborted when it is found out that another process has taken over. */
  readonly lost: AbortSignal;
  /**
   * To be asked before anything is written. Looks at the disk only where that was not done for 5 s,
   * which is so in a process that was suspended; with `surely` always.
   */
  isHeld(options?: { readonly surely: boolean }): boolean;
  /** Lets another process, or this one, observe at once. Repeatable. */
  release(): Promise<void>;
}

const touchMilliseconds = 5000;
const expiryMilliseconds = 30_000;

/**
 * `undefined`: a living process, which may be this one, has it. The job's folder has to be there.
 */
export async function claimObservation(
  folder: Pick<JobFolder, "root">,
  clock: Pick<Clock, "now"> = { now: () => Date.now() },
): Promise<ObserverClaim | undefined> {
  const { root } = folder;
  const self = JSON.stringify(identifySelf());
  for (;;) {
    const newest = await newestClaim(root);
    if (newest > 0 && (await isTaken(claimPath(root, newest), clock))) return undefined;
    const number = newest + 1;
    if (!(await writeClaim(root, number, self, clock))) continue;
    // The number was free because older ones are removed, and others went on meanwhile.
    if ((await newestClaim(root)) > number) await rm(claimPath(root, number), { force: true });
    else {
      await removeOld(root, number);
      return createClaim(root, number, clock);
    }
  }
}

function createClaim(root: string, number: number, clock: Pick<Clock, "now">): ObserverClaim {
  const path = claimPath(root, number);
  const loss = new AbortController();
  let lookedAt = clock.now();
  let released: Promise<void> | undefined;

  function isHeld({ surely } = { surely: false }): boolean {
    const now = clock.now();
    if (!loss.signal.aborted && (surely || Math.abs(now - lookedAt) >= touchMilliseconds)) {
      lookedAt = now;
      if (!existsSync(path) || existsSync(claimPath(root, number + 1))) loss.abort();
    }
    return !loss.signal.aborted;
  }

  async function touch(): Promise<void> {
    if (!isHeld({ surely: true })) return clearInterval(touching);
    const seconds = clock.now() / 1000;
    // Where a disk does not take it, another process may take over, which this one then sees.
    await utimes(path, seconds, seconds).catch(() => {});
  }

  async function giveUp(): Promise<void> {
    clearInterval(touching);
    if (!isHeld({ surely: true })) return;
    const isFree = await writeClaim(root, number + 1, JSON.stringify({ free: true }), clock);
    if (isFree) await removeOld(root, number + 1);
  }

  const touching = setInterval(touch, touchMilliseconds);
  touching.unref();
  return {
    lost: loss.signal,
    isHeld,
    release: () => {
      released ??= giveUp();
      return released;
    },
  };
}

/** In order, so that a claim that is there is followed by the next one where there is a newer one. */
async function removeOld(root: string, newest: number): Promise<void> {
  const old = claimNumbers(await readdir(root)).filter((number) => number < newest - 1);
  for (const number of old) await rm(claimPath(root, number), { force: true });
}

/** The names of the claims that do not count any more. */
export function outdatedClaims(names: readonly string[]): readonly string[] {
  const numbers = claimNumbers(names);
  return numbers.slice(0, -2).map(claimFile);
}

const claimName = /^observer\.(\d+)\.json$/;

function claimFile(number: number): string {
  return `observer.${number}.json`;
}

function claimPath(root: string, number: number): string {
  return join(root, claimFile(number));
}

/** Lowest first. */
function claimNumbers(names: readonly string[]): readonly number[] {
  return names
    .flatMap((name) => claimName.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function newestClaim(root: string): Promise<number> {
  return claimNumbers(await readdir(root)).at(-1) ?? 0;
}

/** A claim without its content is one that the machine's crash has damaged: its process has ended. */
async function isTaken(path: string, clock: Pick<Clock, "now">): Promise<boolean> {
  try {
    const identity = parseIdentity(await readFile(path, "utf8"));
    if (identity === undefined || !isAlive(identity)) return false;
    const { mtimeMs } = await stat(path);
    // Far in the future: the machine's clock was set back.
    return Math.abs(clock.now() - mtimeMs) < expiryMilliseconds;
  } catch (error) {
    // It was removed since there are newer ones.
    if (systemErrorCode(error) === "ENOENT") return false;
    throw error;
  }
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
async function writeClaim(
  root: string,
  number: number,
  text: string,
  clock: Pick<Clock, "now">,
): Promise<boolean> {
  const path = claimPath(root, number);
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { flag: "wx" });
    // By the machine's clock, which need not be that of the file system's.
    const seconds = clock.now() / 1000;
    await utimes(draft, seconds, seconds);
    await link(draft, path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
