/** `npm run bench -- NAME`: measures the built `mlx` and writes a table and `bench/results/*.json`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { apiBenchmark } from "./api/api-benchmark.ts";
import type { Benchmark, BenchmarkOptions } from "./benchmark.ts";
import { BenchmarkFailure } from "./benchmark-failure.ts";
import { launchBenchmark } from "./launch/launch-benchmark.ts";
import { describeMachine } from "./machine.ts";
import { planBenchmark } from "./plan/plan-benchmark.ts";
import { startUpBenchmark } from "./plan/start-up-benchmark.ts";
import { registryBenchmark } from "./registry/registry-benchmark.ts";
import { renderResult } from "./render-result.ts";
import { scheduleBenchmark } from "./schedule/schedule-benchmark.ts";
import { serveBenchmark } from "./serve/serve-benchmark.ts";

const benchmarks: readonly Benchmark[] = [
  planBenchmark,
  startUpBenchmark,
  launchBenchmark,
  scheduleBenchmark,
  registryBenchmark,
  serveBenchmark,
  apiBenchmark,
];
const usage = `usage: npm run bench -- NAME [--runs N] [--sizes N,N,…] [--full] [--image REF] [--minutes N]

${benchmarks.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`).join("\n")}

  --runs N      repetitions; the median is reported (3)
  --sizes N,…   numbers of resources (100,1000,10000)
  --full        terraform with more than 1,000 resources too (minutes)
  --image REF   container image on this machine with true, sleep and python3 (python:3.12-slim)
  --minutes N   how long memory is watched under load (1); 10 tells more
`;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BenchmarkFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The exit code. A goal that is missed is a finding, not a failure. */
async function main(words: readonly string[]): Promise<number> {
  const { name, ...settings } = readArguments(words);
  if (name === undefined) {
    process.stdout.write(usage);
    return 0;
  }
  const benchmark = benchmarks.find((candidate) => candidate.name === name);
  if (benchmark === undefined) throw new BenchmarkFailure(`There is no benchmark "${name}".\n\n${usage}`);

  const workFolder = mkdtempSync(join(tmpdir(), "mlx-bench-"));
  const onProgress = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const at = new Date().toISOString();
    const machine = describeMachine();
    const result = await benchmark.run({ ...settings, workFolder, onProgress });
    process.stdout.write(renderResult(machine, result));
    const file = join(import.meta.dirname, "results", `${name}-${at.replaceAll(/[:.]/g, "-")}.json`);
    mkdirSync(join(file, ".."), { recursive: true });
    const document = { version: 1, benchmark: name, at, arguments: words, machine, ...result };
    writeFileSync(file, `${JSON.stringify(document, undefined, 2)}\n`);
    onProgress(`\nAll figures: ${relative(process.cwd(), file)}`);
    return 0;
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

type Arguments = Pick<BenchmarkOptions, "runs" | "sizes" | "full" | "image" | "minutes"> & {
  readonly name: string | undefined;
};

function readArguments(words: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        runs: { type: "string", default: "3" },
        sizes: { type: "string", default: "100,1000,10000" },
        full: { type: "boolean", default: false },
        image: { type: "string", default: "python:3.12-slim" },
        minutes: { type: "string", default: "1" },
      },
    });
    const [name, ...rest] = positionals;
    if (rest.length > 0) throw new BenchmarkFailure(`Unexpected: ${rest.join(" ")}\n\n${usage}`);
    return {
      name,
      runs: readCount("--runs", values.runs),
      sizes: values.sizes.split(",").map((size) => readCount("--sizes", size)),
      full: values.full,
      image: values.image,
      minutes: readCount("--minutes", values.minutes),
    };
  } catch (error) {
    // What parseArgs throws names the option that it did not know.
    if (error instanceof TypeError) throw new BenchmarkFailure(`${error.message}\n\n${usage}`);
    throw error;
  }
}

function readCount(option: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new BenchmarkFailure(`${option}: "${text}" is not a whole number above 0.`);
}
