import type { JobContext } from "./job-context.ts";

const firstPause = 200;
const longestPause = 5000;

/** The fields of `GET /stats` that are used; the client's type has all of cgroup v1 as certain. */
interface MemoryStats {
  readonly usage?: number;
  readonly stats?: { readonly inactive_file?: number; readonly total_inactive_file?: number };
}

/**
 * Looks at what a container holds of memory, less and less often, until the signal. `onMeasured` gets
 * bytes; files that the kernel keeps only for as long as nobody else needs the memory do not count.
 */
export async function measureMemory(
  id: string,
  { engine, clock }: Pick<JobContext, "engine" | "clock">,
  { signal, onMeasured }: { readonly signal: AbortSignal; readonly onMeasured: (bytes: number) => void },
): Promise<void> {
  // The client's types lack the signal.
  const options = { stream: false as const, "one-shot": true, abortSignal: signal };
  for (let pause = firstPause; !signal.aborted; pause = Math.min(pause * 1.2, longestPause)) {
    await clock.sleep(pause, signal).catch(() => {});
    if (signal.aborted) return;
    try {
      const { memory_stats }: { memory_stats?: MemoryStats } = await engine.call((docker) =>
        docker.getContainer(id).stats(options),
      );
      const { usage = 0, stats = {} } = memory_stats ?? {};
      onMeasured(Math.max(0, usage - (stats.total_inactive_file ?? stats.inactive_file ?? 0)));
    } catch {
      // It has ended, or the engine has: the next look tells nothing either, and somebody else sees to it.
    }
  }
}
