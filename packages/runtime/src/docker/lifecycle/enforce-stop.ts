/** While a container runs: its deadline, and requests to stop it that nobody else has carried out. */

import type { StopRequest } from "../../job/job-record.ts";
import { readStopRequest } from "../../job/job-record.ts";
import { appendNote } from "../../log/append-note.ts";
import { statusOf } from "../engine/engine-error.ts";
import type { ContainerRecord } from "./container-record.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { isEngineLost } from "./job-context.ts";
import { requestStop, tellEngine } from "./request-stop.ts";

const lookMilliseconds = 1000;
/** Who asks for a stop tells the engine himself, unless he dies. */
const tellPatience = 1000;
/** The engine kills at the end of the grace. */
const killPatience = 3000;
const killedPatience = 10_000;
const killAgainMilliseconds = 30_000;

/** Until the signal; an engine that cannot be reached is asked again later. */
export async function enforceStop(
  job: ContainerJob,
  record: ContainerRecord,
  context: JobContext,
  { startedAt, signal }: { readonly startedAt: string; readonly signal: AbortSignal },
): Promise<void> {
  const { clock } = context;
  const deadline = Date.parse(startedAt) + record.timeoutSeconds * 1000;
  const kill = createKill(job, record, context);
  while (!signal.aborted) {
    try {
      const stop = await readStopRequest(job.folder.stop);
      if (stop !== undefined) await carryOut(stop);
      else if (clock.now() >= deadline) await requestStop(job, context, timeOver(record));
    } catch (error) {
      if (!isEngineLost(error) && statusOf(error) === undefined) throw error;
    }
    const left = deadline - clock.now();
    await clock.sleep(left > 0 ? Math.min(left, lookMilliseconds) : lookMilliseconds, signal).catch(() => {});
  }

  async function carryOut(stop: StopRequest): Promise<void> {
    const passed = clock.now() - Date.parse(stop.at);
    if (stop.told !== true && passed >= tellPatience) await tellEngine(job, context, stop);
    if (passed >= stop.graceSeconds * 1000 + killPatience) await kill();
  }
}

function timeOver({ timeoutSeconds, stopGraceSeconds }: ContainerRecord) {
  return {
    graceSeconds: stopGraceSeconds,
    timedOut: true as const,
    why: `the program ran for ${timeoutSeconds} s, which is all it may`,
  };
}

/** A container has not ended because it was killed: it is killed again until it has. */
function createKill(job: ContainerJob, { id }: ContainerRecord, { engine, clock }: JobContext) {
  let killedAt: number | undefined;
  let told = false;
  return async () => {
    const now = clock.monotonic();
    const passed = killedAt === undefined ? Number.POSITIVE_INFINITY : now - killedAt;
    if (passed >= killedPatience && killedAt !== undefined && !told) {
      told = true;
      const text = "the container was killed and still runs; it is killed again every 30 s";
      await appendNote(job.folder.logs, text, clock.now());
    }
    if (passed < killAgainMilliseconds) return;
    killedAt = now;
    await engine.call((docker) => docker.getContainer(id).kill({ signal: "SIGKILL" }));
  };
}
