/** When a failed attempt is followed by another; see `runs` in the documentation. */
export interface RetryPolicy {
  /** Further attempts after a failure of the user's program. */
  readonly max: number;
  /** Further attempts after a confirmed loss of the machinery underneath. */
  readonly infraMax: number;
  readonly backoff: {
    readonly initialSeconds: number;
    readonly factor: number;
    readonly maxSeconds: number;
    /** Share of the delay, 0 to 1, added or taken at random. */
    readonly jitter: number;
  };
  /** The failures that are tried again. */
  readonly on: readonly ("NON_ZERO_EXIT" | "OOM_KILLED" | "TIMED_OUT" | "OUTPUT_INVALID")[];
  /** Exit codes that are always or never tried again: numbers, or ranges such as `64-78`. */
  readonly exitCodes: { readonly retry: readonly string[]; readonly fail: readonly string[] };
  /** The memory limit's factor after an out-of-memory kill. */
  readonly memoryFactor: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  max: 0,
  infraMax: 3,
  backoff: { initialSeconds: 30, factor: 2, maxSeconds: 600, jitter: 0.2 },
  on: ["NON_ZERO_EXIT"],
  exitCodes: { retry: ["75"], fail: ["2", "64-74", "76-78"] },
  memoryFactor: 1,
};
