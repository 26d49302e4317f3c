import { timestamp } from "@mlx/core";
import type { JobFolder } from "../../job/job-folder.ts";
import type { StopRequest } from "../../job/job-record.ts";
import { readStopRequest } from "../../job/job-record.ts";
import { replaceFile } from "../../job/write-file-once.ts";
import { appendNote } from "../../log/append-note.ts";
import { statusOf } from "../engine/engine-error.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { isEngineLost } from "./job-context.ts";

export interface WantedStop {
  readonly graceSeconds: number;
  readonly timedOut?: true;
  /** For the log. */
  readonly why: string;
}

/** Records that the running container is to be stopped, and tells the engine; a later request counts only if it gives less time. */
export async function requestStop(
  job: ContainerJob,
  context: JobContext,
  { graceSeconds, timedOut, why }: WantedStop,
): Promise<void> {
  const request = await recordStop(job, context, { graceSeconds, ...(timedOut && { timedOut }) });
  if (request === undefined) return;
  await tellEngine(job, context, request, why);
}

/** The request where it counts; `undefined` where an earlier one is as urgent and was carried out. */
export async function recordStop(
  { folder }: Pick<ContainerJob, "folder">,
  { clock }: Pick<JobContext, "clock">,
  wanted: Pick<StopRequest, "graceSeconds" | "timedOut">,
): Promise<StopRequest | undefined> {
  const earlier = await readStopRequest(folder.stop);
  if (earlier !== undefined && wanted.graceSeconds >= earlier.graceSeconds) {
    return earlier.told ? undefined : earlier;
  }
  // What it was stopped for first stays the reason.
  const { timedOut } = earlier ?? wanted;
  const { graceSeconds } = wanted;
  const request = { at: timestamp(clock.now()), graceSeconds, ...(timedOut && { timedOut }) };
  await keepRequest(folder, request);
  return request;
}

/** Writes it down, also where another one is faster or writes at the same time, unless that gives less time. */
async function keepRequest({ stop }: Pick<JobFolder, "stop">, request: StopRequest): Promise<void> {
  for (;;) {
    const current = await readStopRequest(stop);
    if (current !== undefined && current.graceSeconds < request.graceSeconds) return;
    const isAsUrgent = current?.graceSeconds === request.graceSeconds;
    if (isAsUrgent && (current?.told === true || request.told !== true)) return;
    await replaceFile(stop, JSON.stringify(request));
  }
}

/** How long the engine has to say that it does not do it; that it has done it, it says after the grace. */
const answerMilliseconds = 50;

/** Hands the stop with its grace to the engine, which carries it out whoever dies. */
export async function tellEngine(
  { folder, name }: ContainerJob,
  { engine, clock }: JobContext,
  request: StopRequest,
  why = "the program is to be stopped",
): Promise<void> {
  const { graceSeconds } = request;
  const t = Math.ceil(graceSeconds);
  let failure: unknown;
  const stopping = engine
    .call((docker) => docker.getContainer(name).stop({ t }))
    .catch((error: unknown) => {
      // 304: it does not run any more; 404: it is not there.
      if (statusOf(error) !== 304 && statusOf(error) !== 404) failure = error;
    });
  await Promise.race([stopping, clock.sleep(answerMilliseconds)]);
  if (failure !== undefined && !isEngineLost(failure) && statusOf(failure) === undefined) throw failure;
  const outcome = failure === undefined ? "" : `, but the engine did not take it: ${String(failure)}`;
  const text = graceSeconds > 0 ? `it was told so, and has ${graceSeconds} s` : "it was killed";
  await appendNote(folder.logs, `${why}; ${text}${outcome}`, clock.now());
  if (failure === undefined) await keepRequest(folder, { ...request, told: true });
}
