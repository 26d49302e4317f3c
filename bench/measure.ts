import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BenchmarkFailure } from "./benchmark-failure.ts";

export interface Usage {
  /** User and system, of the whole process tree. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Of the largest process in the tree. */
  readonly peakBytes: number;
}

export interface MeasuredCommand {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; receives what the command prints. */
  readonly outputFile: string;
  /** Anything else ends the benchmark: it would have measured something other than what it says. */
  readonly exitCode: number;
}

/** Runs a command to its end and measures it. Throws `BenchmarkFailure` on an unexpected exit code. */
export function measure({ argv, folder, env, outputFile, exitCode }: MeasuredCommand): Usage {
  const wrapper = join(import.meta.dirname, "measure_child.py");
  const python = env.MLX_PYTHON ?? "python3";
  const { status, stdout, stderr, error } = spawnSync(python, [wrapper, outputFile, ...argv], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new BenchmarkFailure(`${python} ${wrapper}: ${error?.message ?? stderr}`);
  const { exitCode: found, ...usage }: Usage & { exitCode: number } = JSON.parse(stdout);
  if (found !== exitCode) {
    const printed = readFileSync(outputFile, "utf8").trimEnd().split("\n").slice(-40).join("\n");
    throw new BenchmarkFailure(
      `${argv.join(" ")}\nended with exit code ${found}; ${exitCode} was expected. It printed:\n${printed}`,
    );
  }
  return usage;
}

/** The median of each figure. */
export function medianUsage(samples: readonly Usage[]): Usage {
  return {
    cpuSeconds: median(samples.map(({ cpuSeconds }) => cpuSeconds)),
    wallSeconds: median(samples.map(({ wallSeconds }) => wallSeconds)),
    peakBytes: median(samples.map(({ peakBytes }) => peakBytes)),
  };
}

/** Of the two in the middle their mean. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (low + high) / 2;
}
