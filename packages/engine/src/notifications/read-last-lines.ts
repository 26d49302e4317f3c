import type { ExecutorName, Executors, JobKey } from "@mlx/core";

const mostLines = 10;
const longestLine = 300;

/** The end of what a failed program said; nothing where that cannot be told any more. */
export async function readLastLines(
  key: JobKey,
  executor: ExecutorName,
  executors: Executors,
): Promise<readonly string[]> {
  try {
    const handle = await executors[executor].find(key);
    if (handle === undefined) return [];
    const { stderrTail } = await executors[executor].collect(handle);
    return stderrTail.slice(-mostLines).map((line) => line.slice(0, longestLine));
  } catch {
    // A message without these lines is better than none.
    return [];
  }
}
