import { dial } from "../engine/dial.ts";
import { statusOf } from "../engine/engine-error.ts";
import { closeStream, isStream } from "./engine-stream.ts";
import type { ContainerState } from "./inspect-container.ts";
import { inspectContainer } from "./inspect-container.ts";
import type { JobContext } from "./job-context.ts";
import { insist, isEngineLost } from "./job-context.ts";

const lookMilliseconds = 10_000;

/**
 * Resolves when a container that was started has exited, or, with `undefined`, is not there any more.
 * The engine tells it; that it does not forget to is made sure now and then. `onLost` is called each
 * time that the connection was lost.
 */
export async function awaitEnd(
  id: string,
  { engine, clock }: Pick<JobContext, "engine" | "clock">,
  { signal, onLost }: { readonly signal: AbortSignal; readonly onLost: () => void },
): Promise<ContainerState | undefined> {
  for (;;) {
    const told = new AbortController();
    const waiting = waitForEngine(told.signal);
    try {
      await Promise.race([waiting, clock.sleep(lookMilliseconds, AbortSignal.any([told.signal, signal]))]);
      const state = await insist(() => inspectContainer(engine, id), { clock, signal, onLost });
      if (state?.phase !== "running") return state;
    } finally {
      told.abort();
      await waiting;
    }
  }

  /**
   * The client's own call takes no notice when the engine goes away in the middle of its answer, which
   * it begins at once.
   */
  async function waitForEngine(told: AbortSignal): Promise<void> {
    try {
      const answer = await engine.call((docker) =>
        dial(docker, { method: "POST", path: `/containers/${id}/wait`, isStream: true, signal: told }),
      );
      if (!isStream(answer)) return;
      told.addEventListener("abort", () => closeStream(answer));
      for await (const _ of answer);
    } catch (error) {
      if (told.aborted || statusOf(error) !== undefined) return;
      if (!isEngineLost(error)) throw error;
      onLost();
    }
  }
}
