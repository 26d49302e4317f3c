const quietMilliseconds = 300;
const longestMilliseconds = 2000;

export interface Changes {
  add(path: string): void;
  /** Until the signal. */
  batches(): AsyncGenerator<readonly string[]>;
}

/** Collects paths until it has been quiet for 300 ms, at most 2 s. */
export function collectChanges(signal: AbortSignal): Changes {
  const paths = new Set<string>();
  let first = 0;
  let last = 0;
  let wake: () => void = () => {};
  signal.addEventListener("abort", () => wake());
  return {
    add: (path) => {
      last = performance.now();
      if (paths.size === 0) first = last;
      paths.add(path);
      wake();
    },
    batches: async function* () {
      while (!signal.aborted) {
        const due = Math.min(last + quietMilliseconds, first + longestMilliseconds);
        const left = due - performance.now();
        if (paths.size > 0 && left <= 0) {
          const batch = [...paths].sort();
          paths.clear();
          yield batch;
          continue;
        }
        await new Promise<void>((resolve) => {
          const timer = paths.size > 0 ? setTimeout(resolve, left) : undefined;
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
  };
}
