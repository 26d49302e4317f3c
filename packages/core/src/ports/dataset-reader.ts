import type { Digest } from "../json.ts";
import type { DatasetSpec } from "../resource.ts";

export interface DatasetFile {
  /** Name inside the channel, with `/`. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, fractions included. */
  readonly modifiedAt: number;
}

export interface DatasetFingerprint {
  readonly fingerprint: Digest;
  readonly files: readonly DatasetFile[];
}

export interface DatasetProfile {
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/**
 * Reads datasets: file, folder or glob. Failures (`MlxError`): 6101 no such file or no match ·
 * 6102 not readable · 6103 cannot be parsed as its format (file and row) · 6104 not a folder of batches.
 */
export interface DatasetReader {
  /** Files by name, and the digest over names and content; content hashes are cached by size and modification time. */
  fingerprint(spec: DatasetSpec): Promise<DatasetFingerprint>;
  /** Row count and columns, cached by fingerprint. */
  profile(spec: DatasetSpec): Promise<DatasetProfile>;
  /**
   * The rows whose timestamp lies in (start, end], written as one file of the same format. The same data and
   * window are filtered once; the file is kept for as long as `mlx gc` lets it. Also 6105: the dataset has no
   * timestamp column, or no such one · 6106 timestamps that cannot be read, with their rows · 6107 the column holds
   * no times · 6108 its `timestampFormat` is none · 6109 too large for memory.
   */
  window(
    spec: DatasetSpec,
    window: { readonly start: string; readonly end: string },
    signal?: AbortSignal,
  ): Promise<DatasetFingerprint & { readonly rows: number }>;
  /** Removes windows that nobody asked for since `unusedSince`, in milliseconds since 1970. `dryRun` only counts. */
  collectWindows(options: {
    readonly unusedSince: number;
    readonly dryRun: boolean;
    readonly signal?: AbortSignal;
  }): Promise<{ readonly count: number; readonly bytes: number }>;
}
