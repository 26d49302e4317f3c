import autocannon from "autocannon";
import type { Benchmark, Comparison, Goal } from "../benchmark.ts";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { startProgram } from "./start-program.ts";

const seconds = 8;
const body = JSON.stringify({ instances: [[1, 2, 3, 4]] });
const mostOverhead = 1;
const leastRequests = 5000;

/** The service's endpoint beside the process behind it, asked by turns with the same requests. */
export const serveBenchmark: Benchmark = {
  name: "serve",
  summary: "a service's endpoint beside the process behind it, which is asked directly (a minute)",
  run: async ({ runs, onProgress }) => {
    const model = await startProgram("trivial-model.ts");
    try {
      const gateway = await startProgram("gateway-process.ts", model.port.toString());
      try {
        const direct = `http://127.0.0.1:${model.port}/invocations`;
        const through = `http://127.0.0.1:${gateway.port}/services/bench/invocations`;
        for (const url of [direct, through]) await load(url, 32, 3);
        const one: Pair = { direct: [], through: [] };
        const many: Pair = { direct: [], through: [] };
        for (let run = 1; run <= runs; run += 1) {
          onProgress(`run ${run} of ${runs}`);
          one.direct.push(await latency(direct));
          one.through.push(await latency(through));
          many.direct.push((await load(direct, 32, seconds)).requestsPerSecond);
          many.through.push((await load(through, 32, seconds)).requestsPerSecond);
        }
        return { measurements: [], comparisons: [latencies(one)], goals: goals(one, many) };
      } finally {
        gateway.end();
      }
    } finally {
      model.end();
    }
  },
};

interface Pair {
  readonly direct: number[];
  readonly through: number[];
}

/** Milliseconds from request to answer, the median of one client that asks one after the other. */
async function latency(url: string): Promise<number> {
  const taken: number[] = [];
  const end = performance.now() + seconds * 500;
  while (performance.now() < end) {
    const start = performance.now();
    const answer = await fetch(url, { method: "POST", body });
    await answer.arrayBuffer();
    if (!answer.ok) throw new BenchmarkFailure(`${url} answered ${answer.status}`);
    taken.push(performance.now() - start);
  }
  return median(taken);
}

async function load(url: string, connections: number, duration: number) {
  const { requests, non2xx, errors } = await autocannon({
    ...{ url, connections, duration, method: "POST", body },
    headers: { "content-type": "application/json" },
  });
  if (non2xx + errors > 0) throw new BenchmarkFailure(`${url}: ${non2xx} other answers, ${errors} errors`);
  return { requestsPerSecond: requests.total / duration };
}

function latencies({ direct, through }: Pair): Comparison {
  return {
    subject: "one client",
    step: "request to answer, median",
    milliseconds: through,
    baseline: direct,
  };
}

function goals(one: Pair, many: Pair): readonly Goal[] {
  const overhead = median(one.through) - median(one.direct);
  const [found, directly] = [Math.round(median(many.through)), Math.round(median(many.direct))];
  return [
    {
      name: "overhead of the endpoint, p50",
      goal: `≤ ${mostOverhead} ms`,
      found: `${overhead.toFixed(2)} ms`,
      isMet: overhead <= mostOverhead,
    },
    {
      name: "requests through the endpoint, with the clients on the same processors",
      goal: `≥ ${leastRequests.toLocaleString("en")} a second`,
      found: `${found.toLocaleString("en")} a second (the process itself: ${directly.toLocaleString("en")})`,
      isMet: found >= leastRequests,
    },
  ];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
