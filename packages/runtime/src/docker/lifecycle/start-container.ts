import { existsSync } from "node:fs";
import { readBootId } from "../../job/process-identity.ts";
import { replaceFile } from "../../job/write-file-once.ts";
import type { ObserverClaim } from "../capture/observer-claim.ts";
import { engineMessage, statusOf } from "../engine/engine-error.ts";
import type { ContainerRecord } from "./container-record.ts";
import { closeStream } from "./engine-stream.ts";
import { inspectContainer } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { isEngineLost } from "./job-context.ts";
import { isStartRefused } from "./start-failure.ts";

export type Start =
  /** It was started here, and its output is complete from the first byte on. */
  | {
      readonly type: "started";
      readonly output: NodeJS.ReadableStream;
      /** With the engine's mark at the start. */
      readonly record: ContainerRecord;
    }
  | { readonly type: "failed"; readonly message: string }
  /** A stop came before: it was removed, and never ran. */
  | { readonly type: "stopped" }
  /** What it needs is not there any more; who submits the job again makes it anew. */
  | { readonly type: "not-ready" }
  /** The engine did not manage to, for a reason of its own. */
  | { readonly type: "faltered"; readonly message: string }
  /** It is to be looked at again. */
  | { readonly type: "unclear" };

/**
 * Starts a container that was never started; only who holds the claim to observe the job may do so,
 * since the engine starts one that has exited for a second time.
 */
export async function startContainer(
  job: ContainerJob,
  record: ContainerRecord,
  context: JobContext,
  claim: Pick<ObserverClaim, "isHeld">,
): Promise<Start> {
  const { engine, onStep } = context;
  if (existsSync(job.folder.stop)) {
    return (await removeUnstarted(job, context)) ? { type: "stopped" } : { type: "unclear" };
  }
  const { secretsFolder } = record;
  if (secretsFolder !== undefined && !existsSync(secretsFolder)) return { type: "not-ready" };
  onStep("attach");
  let output: NodeJS.ReadableStream | undefined;
  try {
    output = await engine.call((docker) =>
      docker.getContainer(record.id).attach({ stream: true, stdout: true, stderr: true }),
    );
    // Until it is read, an error would be nobody's.
    output.on("error", () => {});
    const [state, mark] = await Promise.all([inspectContainer(engine, record.id), engine.mark()]);
    // Where another process has taken over, it has started it, and it may have ended.
    if (state?.phase !== "created" || !claim.isHeld({ surely: true })) {
      closeStream(output);
      return { type: "unclear" };
    }
    const marked = await recordMark(job, record, mark);
    onStep("start");
    await engine.call((docker) => docker.getContainer(record.id).start());
    return { type: "started", output, record: marked };
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined && !isEngineLost(error)) throw error;
    if (output === undefined) {
      if (status === undefined) throw error;
      return { type: "faltered", message: engineMessage(error) };
    }
    closeStream(output);
    // 304: it runs already.
    if (status === undefined || status === 304) return { type: "unclear" };
    // 404: it is not there any more, or something is not there that it needs.
    const left = await inspectContainer(engine, record.id);
    if (left?.phase !== "created") return { type: "unclear" };
    const message = engineMessage(error);
    const refused = isStartRefused({ status, exitCode: left.exitCode, message });
    return { type: refused ? "failed" : "faltered", message };
  }
}

/** A restart of the engine before the start does the program no harm. */
async function recordMark(
  { folder }: ContainerJob,
  record: ContainerRecord,
  mark: string,
): Promise<ContainerRecord> {
  const bootId = readBootId();
  if (mark === record.engine && bootId === record.bootId) return record;
  const marked = { ...record, engine: mark, bootId };
  await replaceFile(folder.container, JSON.stringify(marked));
  return marked;
}

/** True when it was there and never ran, or was not there: in either case it never will. */
export async function removeUnstarted(
  { name }: Pick<ContainerJob, "name">,
  { engine }: Pick<JobContext, "engine">,
): Promise<boolean> {
  const state = await inspectContainer(engine, name);
  if (state !== undefined && state.phase !== "created") return false;
  try {
    // Without force the engine refuses to remove one that was started just now.
    await engine.call((docker) => docker.getContainer(name).remove({ v: true }));
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return true;
    if (status === 409) return false;
    throw error;
  }
}
