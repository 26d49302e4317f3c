import type { BenchmarkOptions, Goal } from "../benchmark.ts";
import { median } from "../measure.ts";
import { type LoadRequest, load } from "./load.ts";
import type { ApiProject } from "./make-project.ts";
import type { ServerProcess } from "./server-process.ts";

const requestsPerSecond = 500;
const mostGrowth = 10;

/** Whether a server that is asked all the time takes more and more. */
export async function measureMemory(
  server: ServerProcess,
  { experiments, runs }: ApiProject,
  { minutes, onProgress }: BenchmarkOptions,
): Promise<readonly Goal[]> {
  onProgress(`memory over ${minutes} minutes`);
  const sensei = "/data/sensei";
  const requests = experiments.flatMap((id, index): readonly LoadRequest[] => {
    const run = runs[index * 7];
    return [
      { method: "GET", path: `${sensei}/experiments/${run?.experiment}/runs/${run?.id}` },
      { method: "GET", path: `${sensei}/experiments/${id}/runs?limit=25` },
      { method: "GET", path: `${sensei}/experiments/${id}` },
      { method: "GET", path: `${sensei}/engines` },
      {
        method: "POST",
        path: `${sensei}/insights`,
        body: JSON.stringify({ context: { clientId: "bench" }, metrics: [{ name: "MAPE", value: "1" }] }),
      },
    ];
  });
  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(server.memory() / 2 ** 20), 1000);
  try {
    await load(server.url, requests, Math.round(minutes * 60), { requestsPerSecond });
  } finally {
    clearInterval(sampling);
  }
  // The first part warms up.
  const part = (from: number, to: number) =>
    median(samples.slice(Math.floor(samples.length * from), Math.floor(samples.length * to)));
  const [early, late] = [part(0.4, 0.6), part(0.8, 1)];
  const growth = (late / early - 1) * 100;
  return [
    {
      name: `growth of memory within ${minutes} minutes of ${requestsPerSecond} requests a second (PSS)`,
      goal: `≤ ${mostGrowth} %`,
      found: `${growth.toFixed(1)} % (${Math.round(early)} MiB in the middle, ${Math.round(late)} MiB at the end)`,
      isMet: growth <= mostGrowth,
    },
  ];
}
