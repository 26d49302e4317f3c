import { statusOf } from "../engine/engine-error.ts";
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
    const abortSignal = AbortSignal.any([told.signal, signal]);
    const waiting = engine
      .call((docker) => docker.getContainer(id).wait({ abortSignal }))
      .catch((error: unknown) => {
        if (abortSignal.aborted || statusOf(error) !== undefined) return;
        if (!isEngineLost(error)) throw error;
        onLost();
      });
    try {
      await Promise.race([waiting, clock.sleep(lookMilliseconds, abortSignal)]);
      const state = await insist(() => inspectContainer(engine, id), { clock, signal, onLost });
      if (state?.phase !== "running") return state;
    } finally {
      told.abort();
      await waiting;
    }
  }
}
