import { setTimeout as delay } from "node:timers/promises";
import type { BenchmarkOptions, Goal } from "../benchmark.ts";
import { median } from "../measure.ts";
import type { ApiProject } from "./make-project.ts";
import { startApi } from "./server-process.ts";

const mostMilliseconds = 500;
const mostMebibytes = 120;

/** From nothing to an answer, and what it takes while nobody asks. */
export async function measureStart(
  { folder }: ApiProject,
  { workFolder, runs, onProgress }: BenchmarkOptions,
): Promise<readonly Goal[]> {
  const times: number[] = [];
  const memory: number[] = [];
  // The first one fills the compile cache, which Node writes when a process ends in order.
  for (let run = 0; run <= runs + 1; run += 1) {
    onProgress(`start ${run}`);
    await using server = await startApi(folder, workFolder);
    if (run === 0) {
      await server.stop();
      continue;
    }
    times.push(server.startMilliseconds);
    await delay(2000);
    memory.push(server.memory() / 2 ** 20);
  }
  const [took, idle] = [median(times), median(memory)];
  return [
    {
      name: "mlx up --api-only, start to healthy",
      goal: `≤ ${mostMilliseconds} ms`,
      found: `${Math.round(took)} ms`,
      isMet: took <= mostMilliseconds,
    },
    {
      name: "memory of it while nobody asks (PSS)",
      goal: `≤ ${mostMebibytes} MiB`,
      found: `${Math.round(idle)} MiB`,
      isMet: idle <= mostMebibytes,
    },
  ];
}
