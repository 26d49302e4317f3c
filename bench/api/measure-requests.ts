import type { BenchmarkOptions, Comparison, Goal } from "../benchmark.ts";
import { median } from "../measure.ts";
import { type Load, type LoadRequest, load } from "./load.ts";
import type { ApiProject } from "./make-project.ts";
import type { FilledMlflow } from "./mlflow.ts";
import type { ServerProcess } from "./server-process.ts";

const seconds = 8;
const sensei = "/data/sensei";
const mlflow = "/api/2.0/mlflow";

interface Step {
  readonly name: string;
  readonly ours: readonly LoadRequest[];
  readonly theirs: readonly LoadRequest[];
  readonly least: number;
  /** Milliseconds, p99. */
  readonly most?: number;
}

/** The same questions to both, by turns, with the client on the same processors. */
export async function measureRequests(
  ours: ServerProcess,
  project: ApiProject,
  { server: theirs, ...filled }: FilledMlflow & { readonly server: ServerProcess },
  { runs, onProgress }: BenchmarkOptions,
): Promise<{ readonly comparisons: readonly Comparison[]; readonly goals: readonly Goal[] }> {
  const comparisons: Comparison[] = [];
  const goals: Goal[] = [];
  for (const step of steps(project, filled)) {
    const found: { readonly ours: Load[]; readonly theirs: Load[] } = { ours: [], theirs: [] };
    await load(ours.url, step.ours, 2);
    await load(theirs.url, step.theirs, 2);
    for (let run = 1; run <= runs; run += 1) {
      onProgress(`${step.name}, run ${run} of ${runs}`);
      found.ours.push(await load(ours.url, step.ours, seconds));
      found.theirs.push(await load(theirs.url, step.theirs, seconds));
    }
    const rate = median(found.ours.map(({ requestsPerSecond }) => requestsPerSecond));
    const baseline = median(found.theirs.map(({ requestsPerSecond }) => requestsPerSecond));
    const p99 = median(found.ours.map((one) => one.p99));
    const inTime = step.most === undefined || p99 <= step.most;
    comparisons.push({
      subject: step.name,
      step: "1,000 requests, 32 at once",
      milliseconds: found.ours.map(({ requestsPerSecond }) => 1e6 / requestsPerSecond),
      baseline: found.theirs.map(({ requestsPerSecond }) => 1e6 / requestsPerSecond),
    });
    goals.push({
      name: step.name,
      goal: `≥ ${step.least.toLocaleString("en")} a second${step.most === undefined ? "" : `, p99 ≤ ${step.most} ms`}`,
      found: `${whole(rate)} a second, p99 ${whole(p99)} ms (MLflow: ${whole(baseline)} a second, ${(rate / baseline).toFixed(1)} times)`,
      isMet: rate >= step.least && inTime,
    });
  }
  return { comparisons, goals };
}

const whole = (value: number) => Math.round(value).toLocaleString("en");

function steps({ experiments, runs }: ApiProject, filled: FilledMlflow): readonly Step[] {
  const post = (path: string, body: unknown): LoadRequest => ({
    method: "POST",
    path,
    body: JSON.stringify(body),
  });
  const metrics = Array.from({ length: 10 }, (_, index) => `metric_${index}`);
  const someRuns = runs.slice(0, 500);
  return [
    {
      name: "one of 100,000 runs by its id",
      ours: runs.map(({ id, experiment }) => ({
        method: "GET",
        path: `${sensei}/experiments/${experiment}/runs/${id}`,
      })),
      theirs: filled.runs.map((id) => ({ method: "GET", path: `${mlflow}/runs/get?run_id=${id}` })),
      least: 5000,
    },
    {
      name: "25 of an experiment's 1,000 runs by a filter, the experiments by turns",
      ours: experiments.map((id) => ({
        method: "GET",
        path: `${sensei}/experiments/${id}/runs?property=mode==train&limit=25`,
      })),
      theirs: filled.experiments.map((id) =>
        post(`${mlflow}/runs/search`, {
          experiment_ids: [id],
          filter: "tags.mode = 'train'",
          max_results: 25,
        }),
      ),
      least: 1500,
      most: 30,
    },
    {
      name: "a run is made and queued",
      ours: experiments.map((id) => post(`${sensei}/experiments/${id}/runs`, { mode: "train" })),
      theirs: filled.experiments.map((id) =>
        post(`${mlflow}/runs/create`, { experiment_id: id, start_time: 1_767_225_600_000 }),
      ),
      least: 1500,
    },
    {
      name: "10 metrics of a run are taken",
      ours: someRuns.map(({ id }) =>
        post(`${sensei}/insights`, {
          context: { experimentRunId: id },
          metrics: metrics.map((name) => ({ name, value: "0.25", valueType: "double" })),
        }),
      ),
      theirs: filled.runs.slice(0, 500).map((id) =>
        post(`${mlflow}/runs/log-batch`, {
          run_id: id,
          metrics: metrics.map((key) => ({ key, value: 0.25, timestamp: 1_767_225_600_000, step: 0 })),
        }),
      ),
      least: 3000,
    },
  ];
}
