import type { Usage } from "./measure.ts";

export interface Benchmark {
  readonly name: string;
  /** One line for the list. */
  readonly summary: string;
  run(options: BenchmarkOptions): Promise<BenchmarkResult>;
}

export interface BenchmarkOptions {
  /** How often everything is repeated; the median is reported. */
  readonly runs: number;
  /** Numbers of resources. */
  readonly sizes: readonly number[];
  /** Runs the baseline at sizes too where it takes minutes. */
  readonly full: boolean;
  /** The container image that runs are made in; it is on this machine and has `true`, `sleep` and Python. */
  readonly image: string;
  /** How long what runs for long is watched. */
  readonly minutes: number;
  /** Where it may make folders; removed afterwards. */
  readonly workFolder: string;
  /** For people, while it runs. */
  readonly onProgress: (line: string) => void;
}

export interface BenchmarkResult {
  readonly measurements: readonly Measurement[];
  readonly comparisons?: readonly Comparison[];
  readonly goals: readonly Goal[];
}

/** One step, and the baseline's counterpart where there is one. */
export interface Measurement {
  /** What it was measured on, e.g. `10,000 resources in 100 files`. */
  readonly subject: string;
  readonly step: string;
  readonly command: string;
  readonly samples: readonly Usage[];
  readonly median: Usage;
  readonly baseline?: {
    readonly command: string;
    readonly samples: readonly Usage[];
    readonly median: Usage;
  };
}

/** Wall times of two that do the same, taken by turns. */
export interface Comparison {
  readonly subject: string;
  readonly step: string;
  readonly milliseconds: readonly number[];
  readonly baseline: readonly number[];
}

export interface Goal {
  readonly name: string;
  /** With its unit. */
  readonly goal: string;
  readonly found: string;
  readonly isMet: boolean;
}
