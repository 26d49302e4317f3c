import { existsSync } from "node:fs";
import { engineMessage, statusOf } from "../engine/engine-error.ts";
import type { ContainerRecord } from "./container-record.ts";
import { closeStream } from "./engine-stream.ts";
import { inspectContainer } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { isEngineLost } from "./job-context.ts";

export type Start =
  /** It was started here, and its output is complete from the first byte on. */
  | { readonly type: "started"; readonly output: NodeJS.ReadableStream }
  | { readonly type: "failed"; readonly message: string }
  /** A stop came before: it was removed, and never ran. */
  | { readonly type: "stopped" }
  /** What it needs is not there any more; who submits the job again makes it anew. */
  | { readonly type: "not-ready" }
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
): Promise<Start> {
  const { engine, onStep } = context;
  if (existsSync(job.folder.stop)) {
    return (await removeUnstarted(job, context)) ? { type: "stopped" } : { type: "unclear" };
  }
  const { secretsFolder } = record;
  if (secretsFolder !== undefined && !existsSync(secretsFolder)) return { type: "not-ready" };
  onStep("attach");
  const output = await engine.call((docker) =>
    docker.getContainer(record.id).attach({ stream: true, stdout: true, stderr: true }),
  );
  // Until it is read, an error would be nobody's.
  output.on("error", () => {});
  try {
    if ((await inspectContainer(engine, record.id))?.phase !== "created") {
      closeStream(output);
      return { type: "unclear" };
    }
    onStep("start");
    await engine.call((docker) => docker.getContainer(record.id).start());
    return { type: "started", output };
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined && !isEngineLost(error)) throw error;
    closeStream(output);
    // 304: it runs already.
    if (status === undefined || status === 304) return { type: "unclear" };
    // 404: it is not there any more, or something is not there that it needs.
    const left = await inspectContainer(engine, record.id);
    return left === undefined ? { type: "unclear" } : { type: "failed", message: engineMessage(error) };
  }
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
