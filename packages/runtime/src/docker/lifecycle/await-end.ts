import { dial } from "../engine/dial.ts";
import { statusOf } from "../engine/engine-error.ts";
import type { ContainerRecord } from "./container-record.ts";
import { closeStream, isStream } from "./engine-stream.ts";
import { findContainer } from "./find-container.ts";
import type { ContainerState } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { insist, isEngineLost } from "./job-context.ts";

const lookMilliseconds = 10_000;
const firstPause = 100;

/**
 * Resolves when a container that was started has exited, or, with `undefined`, is not there any more.
 * The engine tells it; that it does not forget to is made sure now and then. `onLost` is called each
 * time that the connection was lost. Fails: 4045.
 */
export async function awaitEnd(
  job: ContainerJob,
  record: ContainerRecord,
  { engine, clock }: Pick<JobContext, "engine" | "clock">,
  { signal, onLost }: { readonly signal: AbortSignal; readonly onLost: () => void },
): Promise<ContainerState | undefined> {
  const { id } = record;
  for (let pause = firstPause; ; ) {
    const told = new AbortController();
    const waiting = waitForEngine(told.signal);
    const late = clock.sleep(lookMilliseconds, AbortSignal.any([told.signal, signal]));
    try {
      const outcome = await Promise.race([waiting, late]);
      const state = await insist(() => findContainer(job, record, { engine }), { clock, signal, onLost });
      if (state?.phase !== "running") return state;
      if (outcome === "failed") {
        await clock.sleep(pause, signal);
        pause = Math.min(pause * 2, lookMilliseconds);
      } else pause = firstPause;
    } finally {
      told.abort();
      await waiting;
    }
  }

  /**
   * The client's own call takes no notice when the engine goes away in the middle of its answer, which
   * it begins at once.
   */
  async function waitForEngine(told: AbortSignal): Promise<"told" | "failed"> {
    try {
      const answer = await engine.call((docker) =>
        dial(docker, { method: "POST", path: `/containers/${id}/wait`, isStream: true, signal: told }),
      );
      if (!isStream(answer)) return "failed";
      told.addEventListener("abort", () => closeStream(answer));
      for await (const _ of answer);
      return "told";
    } catch (error) {
      if (told.aborted || statusOf(error) !== undefined) return "failed";
      if (!isEngineLost(error)) throw error;
      onLost();
      return "failed";
    }
  }
}
