import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { BenchmarkOptions, Goal } from "../benchmark.ts";
import { mebibytes } from "../render-result.ts";
import { makeProject, startDaemon, startIdleNode } from "./daemon-process.ts";
import { fillStore, openBenchStore } from "./fill-store.ts";

const schedules = 100_000;
const settleMilliseconds = 20_000;
const watchMilliseconds = 40_000;

/** What `mlx up` costs while nothing is due: with very many schedules, and with none. */
export async function measureIdle(options: BenchmarkOptions): Promise<readonly Goal[]> {
  return [await measureProcessor(options), await measureMemory(options)];
}

async function measureProcessor({ workFolder, onProgress }: BenchmarkOptions): Promise<Goal> {
  const folder = join(workFolder, "idle");
  const store = await openBenchStore(makeProject(folder));
  onProgress(`${schedules} schedules are applied`);
  const away = new Date(Date.now() + 15 * 86_400_000).getUTCDate();
  await fillStore(store, schedules, (index) => `${index % 60} ${index % 24} ${Math.min(28, away)} * *`);
  await store.close();
  await using daemon = await startDaemon(folder, workFolder);
  // Each schedule that is new is looked at once.
  for (let before = -1; ; ) {
    const now = daemon.cpuSeconds();
    if (now - before < 0.5) break;
    before = now;
    onProgress("they are looked at for the first time");
    await delay(5000);
  }
  onProgress(`nothing is due for ${watchMilliseconds / 1000} s`);
  const [began, used] = [performance.now(), daemon.cpuSeconds()];
  await delay(watchMilliseconds);
  const share = (daemon.cpuSeconds() - used) / ((performance.now() - began) / 1000);
  return {
    name: `${schedules.toLocaleString("en")} schedules, nothing due, share of a core`,
    goal: "< 1 %",
    found: `${(share * 100).toFixed(2)} %`,
    isMet: share < 0.01,
  };
}

async function measureMemory({ workFolder, onProgress }: BenchmarkOptions): Promise<Goal> {
  const folder = join(workFolder, "memory");
  mkdirSync(folder, { recursive: true });
  makeProject(folder);
  onProgress("a daemon without anything to do");
  await using idle = await startIdleNode(folder, workFolder);
  await using daemon = await startDaemon(folder, workFolder);
  await delay(settleMilliseconds);
  const [ours, node] = [daemon.residentBytes(), idle.residentBytes()];
  return {
    name: "resident memory of an idle mlx up",
    goal: "≤ 120 MiB",
    found: `${mebibytes(ours)} (idle Node: ${mebibytes(node)})`,
    isMet: ours <= 120 * 2 ** 20,
  };
}
