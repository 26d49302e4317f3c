import type { MetricsProgress, ReadMetrics } from "./read-metrics.ts";
import { metricsStart, readMetrics } from "./read-metrics.ts";

/**
 * Reads metrics on from a byte position. A position alone does not tell the step of a point that
 * leaves it out, so the progress is kept per file; after a restart the file is read again up to there.
 */
export function createMetricsReader() {
  const known = new Map<string, MetricsProgress>();

  return async function read(
    path: string,
    cursor: number,
    options: { readonly now: number; readonly ended: boolean },
  ): Promise<ReadMetrics> {
    const last = known.get(path);
    const from =
      last?.cursor === cursor
        ? last
        : (await readMetrics(path, metricsStart, { ...options, ended: true, until: cursor })).progress;
    const result = await readMetrics(path, from, options);
    if (options.ended) known.delete(path);
    else known.set(path, result.progress);
    return result;
  };
}
