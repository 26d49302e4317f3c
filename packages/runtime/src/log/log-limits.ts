/** How much of a log is kept; all in bytes as stored. */
export interface LogLimits {
  /** Largest size of one file. */
  readonly chunk: number;
  /** Kept from the beginning, a multiple of `chunk`. */
  readonly head: number;
  /** Kept from the end, a multiple of `chunk`. */
  readonly tail: number;
  /** A longer line is stored in parts. */
  readonly line: number;
}

const mebibyte = 1024 * 1024;

/** The beginning has the configuration, the end has the error: both stay, the middle goes. */
export const defaultLogLimits: LogLimits = {
  chunk: 4 * mebibyte,
  head: 20 * mebibyte,
  tail: 80 * mebibyte,
  line: 64 * 1024,
};
