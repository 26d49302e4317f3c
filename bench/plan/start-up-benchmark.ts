import { cpSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Benchmark, Goal, Measurement } from "../benchmark.ts";
import { measure, medianUsage, type Usage } from "../measure.ts";
import { mlxCommand, mlxEnvironment } from "../mlx-command.ts";

const rounds = 15;
const example = resolve(import.meta.dirname, "../../examples/hello");

export const startUpBenchmark: Benchmark = {
  name: "start-up",
  summary: "`mlx plan` on a small project, beside an empty Node script",
  run: async ({ workFolder, onProgress }) => {
    const folder = join(workFolder, "hello");
    const leftOut = new Set([".mlx", "out", "__pycache__"]);
    rmSync(folder, { recursive: true, force: true });
    cpSync(example, folder, { recursive: true, filter: (source) => !leftOut.has(basename(source)) });
    const emptyScript = join(workFolder, "empty.mjs");
    writeFileSync(emptyScript, "");

    const env = mlxEnvironment(workFolder);
    const run = (argv: readonly string[], exitCode = 0) =>
      measure({ argv, folder, env, outputFile: join(workFolder, "output.txt"), exitCode });
    const plan = mlxCommand("plan", "--detailed-exitcode");
    const empty = [process.execPath, emptyScript];
    onProgress(`mlx plan on examples/hello, applied, and an empty Node script: ${rounds} times in turns`);
    run(mlxCommand("apply", "--yes"));
    // Fills the caches.
    run(plan);

    const planSamples: Usage[] = [];
    const emptySamples: Usage[] = [];
    for (let round = 0; round < rounds; round += 1) {
      emptySamples.push(run(empty));
      planSamples.push(run(plan));
    }
    const measurement = {
      subject: "examples/hello, applied",
      step: "no-op plan",
      command: plan.join(" "),
      samples: planSamples,
      median: medianUsage(planSamples),
      baseline: {
        command: empty.join(" "),
        samples: emptySamples,
        median: medianUsage(emptySamples),
      },
    } satisfies Measurement;
    return {
      measurements: [measurement],
      goals: [startUpGoal(measurement.median, measurement.baseline.median)],
    };
  },
};

/** At most twice the start of an empty Node script plus 60 ms. */
function startUpGoal(plan: Usage, empty: Usage): Goal {
  const limit = 2 * empty.wallSeconds + 0.06;
  return {
    name: "mlx plan on examples/hello, wall time",
    goal: `≤ ${milliseconds(limit)} (2 × ${milliseconds(empty.wallSeconds)} + 60 ms)`,
    found: milliseconds(plan.wallSeconds),
    isMet: plan.wallSeconds <= limit,
  };
}

function milliseconds(seconds: number): string {
  return `${Math.round(seconds * 1000)} ms`;
}
