import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Project } from "@mlx/app";
import { measureCapture } from "@mlx/runtime/testing";
import type Docker from "dockerode";
import type { Benchmark, Comparison, Goal } from "../benchmark.ts";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { median } from "../measure.ts";
import { mebibytes } from "../render-result.ts";
import { drainRaw, killContainer, runRaw } from "./raw-engine.ts";
import {
  applySample,
  commands,
  createLineCounter,
  floodBytes,
  openSample,
  run,
  type SampleContainer,
  startSampleContainer,
  value,
  writeProject,
} from "./sample-project.ts";

const atOnce = 20;
const held = 100;
const roundsPerRun = 10;

export const launchBenchmark: Benchmark = {
  name: "launch",
  summary: "runs in containers, beside the raw engine with the same options (--image)",
  run: async ({ runs, image, workFolder, onProgress }) => {
    const { default: Engine } = await import("dockerode");
    const docker = new Engine();
    const folder = join(workFolder, "project");
    writeProject(folder, image);
    await using project = await openSample(folder);
    await applySample(project);
    onProgress(`one container of ${image} that stays, so that the raw engine has its options and folders`);
    await using sample = await startSampleContainer(project, docker);
    const single = await compareSingle(project, docker, sample, runs * roundsPerRun, onProgress);
    const several = await compareSeveral(project, docker, sample, runs, onProgress);
    const capture = await compareCapture(project, docker, sample, runs, onProgress);
    const pipeline = await measurePipeline(join(workFolder, "logs"), onProgress);
    const reattached = await measureReattach(folder, docker, sample, onProgress);
    return {
      measurements: [],
      comparisons: [...single, several, capture],
      goals: [
        ...single.map((comparison) => ratioGoal(comparison, 1.3)),
        ratioGoal(several, 1.2),
        captureGoal(capture),
        pipeline,
        {
          name: `re-attach to ${held} running containers`,
          goal: "≤ 2 s, and up to 1 s until a line comes",
          found: `${(reattached / 1000).toFixed(2)} s`,
          isMet: reattached <= 3000,
        },
      ],
    };
  },
};

type Progress = (line: string) => void;

/** By turns, so that both have the same minutes of a shared machine. */
async function compareSingle(
  project: Project,
  docker: Docker,
  { options }: SampleContainer,
  rounds: number,
  onProgress: Progress,
): Promise<readonly Comparison[]> {
  onProgress(`a no-op, ${rounds} times in turns`);
  const ours = { toStart: [] as number[], whole: [] as number[] };
  const raw = { toStart: [] as number[], whole: [] as number[] };
  for (let round = -1; round < rounds; round += 1) {
    const floor = await runRaw(docker, { ...options, Cmd: ["true"] });
    const began = Date.now();
    const { run: ended, attempts } = await run(project, "nothing");
    const whole = Date.now() - began;
    if (ended.status.state !== "DONE") throw new BenchmarkFailure(`the run is ${ended.status.state}`);
    // The first of each fills the caches.
    if (round < 0) continue;
    raw.toStart.push(floor.toStart);
    raw.whole.push(floor.whole);
    ours.toStart.push(Date.parse(attempts[0]?.startedAt ?? "") - began);
    ours.whole.push(whole);
  }
  const subject = "a no-op run";
  return [
    { subject, step: "trigger to start", milliseconds: ours.toStart, baseline: raw.toStart },
    { subject, step: "whole", milliseconds: ours.whole, baseline: raw.whole },
  ];
}

async function compareSeveral(
  project: Project,
  docker: Docker,
  { options }: SampleContainer,
  rounds: number,
  onProgress: Progress,
): Promise<Comparison> {
  onProgress(`${atOnce} no-ops at once, ${rounds} times in turns`);
  const all = (work: () => Promise<unknown>) => async () => {
    const began = Date.now();
    await Promise.all(Array.from({ length: atOnce }, work));
    return Date.now() - began;
  };
  const runAllRaw = all(() => runRaw(docker, { ...options, Cmd: ["true"] }));
  const runAll = all(() => run(project, "nothing"));
  const [ours, raw]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    raw.push(await runAllRaw());
    ours.push(await runAll());
  }
  return { subject: `${atOnce} no-op runs at once`, step: "whole", milliseconds: ours, baseline: raw };
}

async function compareCapture(
  project: Project,
  docker: Docker,
  { options }: SampleContainer,
  rounds: number,
  onProgress: Progress,
): Promise<Comparison> {
  onProgress(`a program that writes ${floodBytes / 1e6} MB, ${rounds} times in turns`);
  const [ours, raw]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    raw.push(await drainRaw(docker, { ...options, Cmd: [...commands.flood] }));
    const began = Date.now();
    const { run: ended } = await run(project, "flood");
    ours.push(Date.now() - began);
    if (ended.status.state !== "DONE") throw new BenchmarkFailure(`the run is ${ended.status.state}`);
  }
  const subject = `${floodBytes / 1e6} MB of log`;
  return { subject, step: "whole, attached stream", milliseconds: ours, baseline: raw };
}

/** What mlx does with output, without an engine that writes it down at the same time. */
async function measurePipeline(folder: string, onProgress: Progress): Promise<Goal> {
  onProgress("the way from frames of the engine to the files of a log");
  const { captured, memory } = await measureCapture({
    folder,
    bytes: 1e9,
    lineLength: 100,
    frameLength: 16 * 1024,
    secrets: ["s3cr3t-0f-the-benchmark", "an0ther-s3cr3t"],
    clock: {
      now: Date.now,
      monotonic: () => performance.now(),
      sleep: async (milliseconds) => {
        await delay(milliseconds);
      },
    },
  });
  return {
    name: "log capture, frames to files, 1 GB in lines of 100 bytes",
    goal: "≥ 50 MB/s in bounded memory",
    found: `${captured.toFixed(0)} MB/s, ${mebibytes(memory)} more`,
    isMet: captured >= 50 && memory < 200 * 2 ** 20,
  };
}

/**
 * Milliseconds until a new mlx has a line of every program whose mlx was killed that was written since
 * it began; each writes one a second.
 */
async function measureReattach(
  folder: string,
  docker: Docker,
  sample: SampleContainer,
  onProgress: Progress,
): Promise<number> {
  onProgress(`${held} containers whose mlx is killed`);
  const holder = fileURLToPath(new URL("./hold-runs.ts", import.meta.url));
  const child = spawn(process.execPath, [holder, folder, held.toString()], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  if (!`${ready[0]}`.startsWith("ready")) throw new BenchmarkFailure("the containers could not be started");
  child.kill("SIGKILL");
  await once(child, "exit");
  const leaving = new AbortController();
  const began = Date.now();
  const { events, all } = createLineCounter(held, began);
  await using project = await openSample(folder, events);
  const { store } = await project.adapters();
  const left = (await store.runs.unfinished()).filter(({ id }) => id !== sample.runId);
  const { followRun } = await import("@mlx/app");
  const following = left.map(({ id }) =>
    followRun(project, { run: id, work: "here", signal: leaving.signal }),
  );
  await all;
  const took = Date.now() - began;
  const ids = new Set(left.map(({ id }) => id));
  for (const { Id, Labels } of await docker.listContainers({ filters: { label: ["mlx.run"] } }))
    if (ids.has(Labels["mlx.run"] ?? "")) await killContainer(docker, Id);
  for (const result of await Promise.all(following)) value(result);
  leaving.abort();
  return took;
}

function ratioGoal({ subject, step, milliseconds, baseline }: Comparison, limit: number): Goal {
  const ratio = median(milliseconds) / median(baseline);
  return {
    name: `${subject}, ${step}, of the raw engine's`,
    goal: `≤ ${limit}`,
    found: ratio.toFixed(2),
    isMet: ratio <= limit,
  };
}

function captureGoal({ milliseconds, baseline }: Comparison): Goal {
  const speed = (times: readonly number[]) => floodBytes / 1e3 / median(times);
  return {
    name: "log capture, end to end",
    goal: `≥ 50 MB/s, or what the engine gives (${speed(baseline).toFixed(0)} MB/s)`,
    found: `${speed(milliseconds).toFixed(0)} MB/s`,
    isMet: speed(milliseconds) >= Math.min(50, speed(baseline) / 1.1),
  };
}
