import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, open, readFile } from "node:fs/promises";
import { type Result, toResult } from "@mlx/core";
import { askDaemon } from "../daemon/ask-daemon.ts";
import { moveLargeLog } from "../daemon/bound-log.ts";
import { type DaemonFile, readDaemonFile } from "../daemon/daemon-file.ts";
import { type DaemonPlace, daemonPlace } from "../daemon/daemon-place.ts";
import { isWorkerAlive } from "../environment.ts";
import { daemonIsUp, daemonNotStarted, daemonSilent } from "../errors.ts";
import type { Project } from "../project.ts";
import { repeatedWords } from "../repeated-words.ts";
import { stateFolderOf } from "../state-folder.ts";

export interface DetachedDaemon {
  readonly pid: number;
  readonly url: string;
  /** Absolute. */
  readonly log: string;
}

const patienceSeconds = 60;
const lastWords = 20;

/**
 * Starts a daemon in the background and waits until it takes on work. `flags` go to its `mlx up`.
 * Failures: 8015 one runs already · 8017 it ended, or has not answered in time.
 */
export function detachDaemon(
  project: Project,
  { flags }: { readonly flags: readonly string[] },
): Promise<Result<DetachedDaemon>> {
  return toResult(async () => {
    const { environment } = await project.soundConfiguration();
    const { clock } = await project.adapters();
    const place = daemonPlace(stateFolderOf(project.root), environment);
    const there = await readDaemonFile(place);
    if (there !== undefined && isWorkerAlive(there.identity) === true) throw isUp(there, place);
    const { child, logFrom } = await spawnDaemon(project, place, flags);
    const pid = child.pid ?? 0;
    const until = clock.monotonic() + patienceSeconds * 1000;
    while (clock.monotonic() < until) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw daemonNotStarted(place.log, await wordsFrom(place.log, logFrom));
      const found = await readDaemonFile(place);
      if (found?.identity.pid === pid && found.url !== undefined) {
        const answer = await askDaemon(found.socket, "GET", "/readyz");
        if (answer?.status === 200) {
          child.unref();
          return { pid, url: found.url, log: place.log };
        }
      }
      await clock.sleep(50);
    }
    child.unref();
    throw daemonSilent(pid, patienceSeconds, place.log);
  });
}

function isUp({ identity, startedAt, url }: DaemonFile, { file }: DaemonPlace) {
  return daemonIsUp(identity, { since: startedAt, place: file, ...(url === undefined ? {} : { url }) });
}

/** In a session of its own, so that the end of the terminal is not its end. */
async function spawnDaemon(
  project: Project,
  place: DaemonPlace,
  flags: readonly string[],
): Promise<{ readonly child: ChildProcess; readonly logFrom: number }> {
  const { root, options } = project;
  const { store } = await project.adapters();
  const [interpreter = process.execPath, ...program] = options.self;
  // The store is named by its place, whoever chose it.
  const { MLX_STORE: _, ...env } = options.processEnv;
  await mkdir(place.folder, { recursive: true, mode: 0o700 });
  await moveLargeLog(place.log);
  const log = await open(place.log, "a");
  try {
    const { size: logFrom } = await log.stat();
    const words = ["up", ...repeatedWords(root, options, store.location), ...flags];
    const child = spawn(interpreter, [...program, ...words], {
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
      env,
      cwd: root,
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    return { child, logFrom };
  } finally {
    await log.close();
  }
}

/** The last lines of a log behind a place; what they advise to type starts it as it was started. */
async function wordsFrom(log: string, from: number): Promise<readonly string[]> {
  const text = (await readFile(log)).subarray(from).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-lastWords)
    .map((line) => line.replace(/`mlx up(?= --)/g, "`mlx up --detach"));
}
