import { spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { BenchmarkOptions } from "../benchmark.ts";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { measure, median } from "../measure.ts";
import { mebibytes } from "../render-result.ts";
import type { RegistryFigures } from "./registry-benchmark.ts";

const bytes = 2 ** 30;
const goalShare = 0.7;
const goalMemory = 150 * 2 ** 20;

/** A file of 1 GiB that nobody has seen before: published, beside a plain copy of it that is flushed too. */
export async function measurePublish({
  runs,
  workFolder,
  onProgress,
}: BenchmarkOptions): Promise<RegistryFigures> {
  const folder = join(workFolder, "model");
  mkdirSync(folder);
  const file = join(folder, "weights.bin");
  const milliseconds: number[] = [];
  const baseline: number[] = [];
  const peaks: number[] = [];
  for (let round = 0; round < runs; round += 1) {
    onProgress(`1 GiB is published, ${round + 1} of ${runs}`);
    writeRandom(file);
    // By turns, and each first as often as the other: what comes second finds a disk that still works.
    const steps = [
      () => baseline.push(copy(file, join(workFolder, "copy.bin"))),
      () => {
        const published = publish(folder, workFolder);
        milliseconds.push(published.milliseconds);
        peaks.push(published.peakBytes);
      },
    ];
    for (const step of round % 2 === 0 ? steps : steps.toReversed()) step();
  }
  rmSync(folder, { recursive: true });
  const share = median(baseline) / median(milliseconds);
  const peak = median(peaks);
  return {
    comparisons: [
      {
        subject: "a file of 1 GiB",
        step: "published, against cp and fsync",
        milliseconds,
        baseline,
      },
    ],
    goals: [
      {
        name: "1 GiB published, of the speed of a copy",
        goal: `≥ ${goalShare * 100} %`,
        found: `${Math.round(share * 100)} % (${Math.round(bytes / 1e3 / median(milliseconds))} MB/s)`,
        isMet: share >= goalShare,
      },
      {
        name: "memory of the process that publishes it",
        goal: `≤ ${mebibytes(goalMemory)}`,
        found: mebibytes(peak),
        isMet: peak <= goalMemory,
      },
    ],
  };
}

function publish(folder: string, workFolder: string) {
  const target = join(workFolder, "store");
  const outputFile = join(workFolder, "publish.out");
  const { peakBytes } = measure({
    argv: [process.execPath, join(import.meta.dirname, "publish-child.ts"), folder, target],
    folder: import.meta.dirname,
    env: process.env,
    outputFile,
    exitCode: 0,
  });
  rmSync(target, { recursive: true });
  return { milliseconds: Number(readFileSync(outputFile, "utf8")), peakBytes };
}

function copy(file: string, target: string): number {
  const began = performance.now();
  const { status, stderr } = spawnSync("cp", [file, target], { encoding: "utf8" });
  if (status !== 0) throw new BenchmarkFailure(`cp: ${stderr}`);
  const copied = openSync(target, "r+");
  fsyncSync(copied);
  closeSync(copied);
  const took = performance.now() - began;
  rmSync(target);
  return took;
}

/** Flushed, so that nobody else's writing is measured. */
function writeRandom(file: string): void {
  const chunk = Buffer.allocUnsafe(2 ** 24);
  const target = openSync(file, "w");
  for (let written = 0; written < bytes; written += chunk.byteLength) {
    randomFillSync(chunk);
    writeSync(target, chunk);
  }
  fsyncSync(target);
  closeSync(target);
}
