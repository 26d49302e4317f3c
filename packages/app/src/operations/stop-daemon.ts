import { type Result, type RunRecord, systemErrorCode, toResult, type WorkerIdentity } from "@mlx/core";
import { countWaitingForDaemon } from "@mlx/engine";
import { askDaemon } from "../daemon/ask-daemon.ts";
import { type DaemonFile, readDaemonFile } from "../daemon/daemon-file.ts";
import { daemonPlace } from "../daemon/daemon-place.ts";
import { findDaemons } from "../daemon/find-daemons.ts";
import { isWorkerAlive } from "../environment.ts";
import { daemonElsewhere, noDaemon } from "../errors.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { stateFolderOf } from "../state-folder.ts";

export interface StopRequest {
  /** Leave what runs to the next daemon, rather than wait for it. */
  readonly now: boolean;
  /** Aborting it ends the waiting; the daemon ends all the same. */
  readonly signal: AbortSignal;
  /** Called with what is waited for, each time that it is another. */
  readonly onWaiting: (running: readonly RunRecord[]) => void;
}

export interface StoppedDaemon {
  readonly identity: WorkerIdentity;
  /** False where it was asked to end, and had not yet when the waiting ended. */
  readonly ended: boolean;
  /** What it worked on, and left, or works on still. */
  readonly running: readonly RunRecord[];
  /** Runs that wait for the next daemon; 0 where another one lives. */
  readonly waiting: number;
}

const lookMilliseconds = 200;
const mostListed = 1000;
/** A daemon that is to stop gives its runs back within seconds. */
const stopPatience = 30_000;

/** Ends the daemon of this machine in order, and waits until it has. Failure: 8016 there is none. */
export function stopDaemon(project: Project, request: StopRequest): Promise<Result<StoppedDaemon>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { environment } = await project.configuration();
    const file = await readDaemonFile(daemonPlace(stateFolderOf(project.root), environment));
    if (file === undefined || isWorkerAlive(file.identity) !== true) throw await notHere(adapters);
    await askToEnd(file, request.now, adapters);
    return waitForEnd(file.identity, request, adapters);
  });
}

async function notHere(adapters: Adapters) {
  const elsewhere = (await findDaemons(adapters)).find(
    ({ state, here }) => !here && (state === "up" || state === "draining"),
  );
  return elsewhere === undefined ? noDaemon() : daemonElsewhere(elsewhere.record.identity);
}

/** On its socket; one that does not answer there yet gets the signals that a terminal would send. */
async function askToEnd({ socket, identity }: DaemonFile, now: boolean, { clock }: Adapters): Promise<void> {
  const answer = await askDaemon(socket, "POST", now ? "/stop" : "/drain");
  if (answer !== undefined && answer.status < 300) return;
  signal(identity);
  if (!now) return;
  await clock.sleep(lookMilliseconds);
  signal(identity);
}

function signal(identity: WorkerIdentity): void {
  if (isWorkerAlive(identity) !== true) return;
  try {
    process.kill(identity.pid, "SIGTERM");
  } catch (error) {
    if (systemErrorCode(error) !== "ESRCH") throw error;
  }
}

export async function waitForEnd(
  identity: WorkerIdentity,
  { now, signal: waiting, onWaiting }: StopRequest,
  adapters: Adapters,
): Promise<StoppedDaemon> {
  const { store, clock } = adapters;
  const until = clock.monotonic() + stopPatience;
  let told = "";
  let running: readonly RunRecord[] = [];
  while (isWorkerAlive(identity) === true) {
    if (waiting.aborted || (now && clock.monotonic() > until))
      return { identity, ended: false, running, waiting: 0 };
    const listed = await store.runs.list({ states: ["RUNNING"] }, { limit: mostListed });
    running = listed.filter(({ run }) => run.lease?.worker.id === identity.id);
    const ids = running.map(({ run }) => run.id).join(" ");
    if (ids !== told && !now) onWaiting(running);
    told = ids;
    await clock.sleep(lookMilliseconds, waiting).catch((error: unknown) => {
      if (!waiting.aborted) throw error;
    });
  }
  // A daemon that ends gives its runs back; one that was killed has not. All others belong to somebody.
  const left = (await store.runs.list({ states: ["RUNNING"] }, { limit: mostListed })).filter(
    ({ run: { lease } }) => lease === undefined || lease.worker.id === identity.id,
  );
  return { identity, ended: true, running: left, waiting: await countWaitingForDaemon(adapters) };
}
