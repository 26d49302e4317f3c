import type { SparkSettings } from "./spark-settings.ts";

/** Where the executors run: in the driver's own process, or on a standalone cluster. */
export type SparkMaster =
  | { readonly type: "local"; readonly threads: number | "all"; readonly maxFailures?: number }
  | { readonly type: "standalone"; readonly url: string };

/** `undefined` for a master that mlx does not run. */
export function parseSparkMaster(text: string | undefined): SparkMaster | undefined {
  if (text === undefined) return { type: "local", threads: "all" };
  if (text === "local") return { type: "local", threads: 1 };
  const local = /^local\[(\*|[1-9]\d{0,5})(?:\s*,\s*([1-9]\d{0,5}))?\]$/.exec(text);
  if (local !== null) {
    const [, threads, failures] = local;
    return {
      type: "local",
      threads: threads === "*" ? "all" : Number(threads),
      ...(failures === undefined ? {} : { maxFailures: Number(failures) }),
    };
  }
  return /^spark:\/\/[^\s/]+$/.test(text) ? { type: "standalone", url: text } : undefined;
}

/**
 * `local[min(cpus, numExecutors × executorCores)]`, or the cluster's address as written. Half a
 * processor is one thread.
 */
export function sparkMaster(settings: SparkSettings, cpus: number): string {
  const master = parseSparkMaster(settings.master);
  if (master?.type !== "local") return settings.master ?? "local[*]";
  const most = Math.max(1, Math.floor(cpus));
  const wanted = executorThreads(settings) ?? (master.threads === "all" ? most : master.threads);
  const failures = master.maxFailures === undefined ? "" : `,${master.maxFailures}`;
  return `local[${Math.min(most, wanted)}${failures}]`;
}

/** Cores of all executors together; `undefined` where neither their number nor their size is said. */
export function executorThreads({ numExecutors, executorCores }: SparkSettings): number | undefined {
  if (numExecutors === undefined && executorCores === undefined) return undefined;
  return (numExecutors ?? 1) * (executorCores ?? 1);
}

/** The executors run in the driver's process. */
export function isLocalMaster(settings: SparkSettings): boolean {
  return parseSparkMaster(settings.master)?.type === "local";
}
