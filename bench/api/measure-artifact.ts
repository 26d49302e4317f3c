import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openAsBlob, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { BenchmarkOptions, Comparison, Goal } from "../benchmark.ts";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import type { ServerProcess } from "./server-process.ts";

const bytes = 2 * 2 ** 30;
/** MLflow, which takes more than ten times as long for as many, gets an eighth. */
const eighth = bytes / 8;
const mostMebibytes = 100;

interface Transfer {
  readonly milliseconds: number;
  /** Over what it had before, in MiB. */
  readonly extra: number;
}

/** A model of 2 GiB to the server and back, and what the server's memory grows by meanwhile. */
export async function measureArtifact(
  ours: ServerProcess,
  theirs: ServerProcess,
  { workFolder, onProgress }: BenchmarkOptions,
): Promise<{ readonly comparisons: readonly Comparison[]; readonly goals: readonly Goal[] }> {
  const file = join(workFolder, "artifact.bin");
  const small = `${file}.eighth`;
  writeArtifact(file, bytes);
  writeArtifact(small, eighth);
  onProgress("2 GiB to mlx and back");
  const made: { id?: string } = {};
  const up = await watch(ours, async () => {
    const form = new FormData();
    form.append("model", JSON.stringify({ name: "large", originType: "offline" }));
    form.append("modelArtifact", await openAsBlob(file), "artifact.bin");
    const answer = await fetch(`${ours.url}/data/sensei/models`, { method: "POST", body: form });
    if (answer.status !== 201)
      throw new BenchmarkFailure(`POST /models: ${answer.status} ${await answer.text()}`);
    Object.assign(made, await answer.json());
  });
  const down = await watch(ours, () => drain(`${ours.url}/data/sensei/models/${made.id}/artifact`, bytes));
  onProgress("256 MiB to MLflow and back");
  const place = `${theirs.url}/api/2.0/mlflow-artifacts/artifacts/large/artifact.bin`;
  const theirUp = await watch(theirs, async () => {
    const answer = await fetch(place, { method: "PUT", body: await openAsBlob(small) });
    if (!answer.ok) throw new BenchmarkFailure(`PUT ${place}: ${answer.status} ${await answer.text()}`);
  });
  const theirDown = await watch(theirs, () => drain(place, eighth));
  onProgress("2 GiB by cp");
  const began = performance.now();
  spawnSync("cp", [file, `${file}.copy`]);
  const copied = performance.now() - began;
  for (const path of [file, small, `${file}.copy`]) rmSync(path);
  const compare = (step: string, mine: Transfer, other: number): Comparison => ({
    ...{ subject: "256 MiB of a model", step },
    milliseconds: [mine.milliseconds / 8],
    baseline: [other],
  });
  const goal = (step: string, mine: Transfer, other: Transfer): Goal => ({
    name: `memory of a server while 2 GiB go ${step} (PSS, over before)`,
    goal: `≤ ${mostMebibytes} MiB`,
    found: `${Math.round(mine.extra)} MiB (MLflow, of 256 MiB: ${Math.round(other.extra)} MiB)`,
    isMet: mine.extra <= mostMebibytes,
  });
  return {
    comparisons: [
      compare("up, beside MLflow", up, theirUp.milliseconds),
      compare("up, beside cp", up, copied / 8),
      compare("down, beside MLflow", down, theirDown.milliseconds),
    ],
    goals: [goal("up", up, theirUp), goal("down", down, theirDown)],
  };
}

/** Bytes that do not compress, and differ from block to block. */
function writeArtifact(file: string, length: number): void {
  const block = randomBytes(2 ** 22);
  const descriptor = openSync(file, "w");
  for (let written = 0; written < length; written += block.length) {
    block.writeUInt32LE(written / block.length);
    writeSync(descriptor, block);
  }
  closeSync(descriptor);
}

async function drain(url: string, length: number): Promise<void> {
  const answer = await fetch(url);
  let received = 0;
  for await (const piece of answer.body ?? []) received += piece.length;
  if (received !== length) throw new BenchmarkFailure(`${url}: ${answer.status}, ${received} bytes came`);
}

async function watch(server: ServerProcess, work: () => Promise<void>): Promise<Transfer> {
  const before = server.memory();
  let peak = before;
  const watching = setInterval(() => {
    peak = Math.max(peak, server.memory());
  }, 50);
  const began = performance.now();
  try {
    await work();
    return { milliseconds: performance.now() - began, extra: (peak - before) / 2 ** 20 };
  } finally {
    clearInterval(watching);
  }
}
