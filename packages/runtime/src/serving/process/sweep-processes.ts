import { isAlive } from "../../job/process-identity.ts";
import { removeFolder } from "../../job/remove-folder.ts";
import { findMarkedProcesses, signalGroup, signalProcess } from "../../process/job-processes.ts";
import { orphanedReplicas } from "../replica-record.ts";
import { replicaFolder, type ServingFolder } from "../serving-folder.ts";

/**
 * Ends the processes of replicas whose daemon is gone: those that carry the replica's mark, and the one that
 * was recorded, if it still is that one. Returns how many replicas had any.
 */
export async function sweepProcesses(place: ServingFolder): Promise<number> {
  let found = 0;
  for (const { id, program } of await orphanedReplicas(place.replicas, "process")) {
    const marked = findMarkedProcesses({ runId: id, attempt: 1 });
    const isThere = program !== undefined && isAlive(program);
    if (isThere) signalGroup(program.pid, "SIGKILL");
    for (const pid of marked) signalProcess(pid, "SIGKILL");
    if (isThere || marked.length > 0) found += 1;
    // What cannot be removed now may be the next time.
    await removeFolder(replicaFolder(place, id).all).catch(() => undefined);
  }
  return found;
}
