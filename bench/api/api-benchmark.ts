import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Benchmark, BenchmarkOptions, BenchmarkResult, Comparison, Goal } from "../benchmark.ts";
import { makeApiProject } from "./make-project.ts";
import { measureArtifact } from "./measure-artifact.ts";
import { measureMemory } from "./measure-memory.ts";
import { measureRequests } from "./measure-requests.ts";
import { measureStart } from "./measure-start.ts";
import { fillMlflow, installMlflow, startMlflow } from "./mlflow.ts";
import { startApi } from "./server-process.ts";

const runs = 100_000;

/** The Sensei API of a store with 100,000 runs, beside the tracking server of MLflow with as many. */
export const apiBenchmark: Benchmark = {
  name: "api",
  summary: "the Sensei API beside an MLflow tracking server, with 100,000 runs each (installs MLflow once)",
  run: measureApi,
};

async function measureApi(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const { workFolder, onProgress } = options;
  const found: { readonly comparisons?: readonly Comparison[]; readonly goals: readonly Goal[] }[] = [];
  const folder = join(workFolder, "api");
  mkdirSync(folder);
  onProgress(`mlx: ${runs} runs with 20 metrics are written`);
  const project = await makeApiProject(folder, workFolder, runs);
  const program = installMlflow(onProgress);
  onProgress(`MLflow: ${runs} runs with 20 metrics are written`);
  const filled = await fillMlflow(program, join(workFolder, "mlflow"), runs);

  found.push({ goals: await measureStart(project, options) });
  {
    await using ours = await startApi(folder, workFolder);
    await using theirs = await startMlflow(program, filled);
    found.push(await measureRequests(ours, project, { server: theirs, ...filled }, options));
  }
  {
    await using ours = await startApi(folder, workFolder);
    await using theirs = await startMlflow(program, filled);
    found.push(await measureArtifact(ours, theirs, options));
  }
  await using ours = await startApi(folder, workFolder);
  found.push({ goals: await measureMemory(ours, project, options) });
  return {
    measurements: [],
    comparisons: found.flatMap(({ comparisons = [] }) => comparisons),
    goals: found.flatMap(({ goals }) => goals),
  };
}
