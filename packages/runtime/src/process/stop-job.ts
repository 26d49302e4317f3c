import { existsSync } from "node:fs";
import type { Clock, JobKey } from "@mlx/core";
import { timestamp } from "@mlx/core";
import type { JobFolder } from "../job/job-folder.ts";
import type { StopRequest } from "../job/job-record.ts";
import { readJobExit, readJobStatus, readStopRequest, unlessDamaged } from "../job/job-record.ts";
import { identifySelf, isAlive } from "../job/process-identity.ts";
import { replaceFile, writeFileOnce } from "../job/write-file-once.ts";
import { findMarkedProcesses, signalProcess } from "./job-processes.ts";
import { observeJob } from "./observe-job.ts";
import { stoppedBeforeStart } from "./supervise.ts";

/**
 * Records that the job is to be stopped and wakes its supervisor. A later request counts only if it
 * gives less time. A job that no supervisor has taken yet ends here and is never started; one whose
 * supervisor is gone is killed. Where it is not known who supervises, its processes are told
 * themselves, and killed by whoever observes the job once the grace is over.
 */
export async function stopJob(
  folder: JobFolder,
  key: JobKey,
  { graceSeconds, clock }: { readonly graceSeconds: number; readonly clock: Clock },
): Promise<void> {
  const recorded = await unlessDamaged(readJobExit(folder.exit));
  if (recorded !== undefined && recorded !== "damaged") return;
  if (!existsSync(folder.job)) return;
  const earlier = await readStopRequest(folder.stop);
  if (earlier === undefined || graceSeconds < earlier.graceSeconds) {
    const request: StopRequest = { at: timestamp(clock.now()), graceSeconds };
    await replaceFile(folder.stop, JSON.stringify(request));
  }
  if (await writeFileOnce(folder.status, JSON.stringify({ supervisor: identifySelf() }))) {
    await writeFileOnce(folder.exit, JSON.stringify(stoppedBeforeStart(clock)));
    return;
  }
  const status = await unlessDamaged(readJobStatus(folder.status));
  if (status === undefined) return;
  if (status === "damaged") {
    for (const pid of findMarkedProcesses(key)) signalProcess(pid, "SIGTERM");
    await observeJob(folder, key, clock);
  } else if (isAlive(status.supervisor)) signalProcess(status.supervisor.pid, "SIGTERM");
  else await observeJob(folder, key, clock);
}
