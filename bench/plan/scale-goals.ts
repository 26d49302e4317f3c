import type { Goal, Measurement } from "../benchmark.ts";
import { mebibytes } from "../render-result.ts";
import type { Step, Subject } from "./measure-steps.ts";

const goalSubject: Subject = { size: 10_000, files: 100 };
const cpuLimits: readonly (readonly [Step, number])[] = [
  ["first plan", 4],
  ["apply", 5],
  ["no-op plan", 1],
];
const peakLimit = 300 * 2 ** 20;

interface MeasuredSubject {
  readonly subject: Subject;
  readonly measurements: readonly Measurement[];
}

/** The goals that can be judged from what was measured: none without 10,000 resources in 100 files. */
export function scaleGoals(measured: readonly MeasuredSubject[]): readonly Goal[] {
  const largest = measurementsOf(measured, goalSubject);
  if (largest === undefined) return [];
  const cpuGoals = cpuLimits.flatMap(([step, limit]): Goal[] => {
    const measurement = largest.find((candidate) => candidate.step === step);
    if (measurement === undefined) return [];
    const { cpuSeconds } = measurement.median;
    return [
      {
        name: `10,000 resources in 100 files, ${step}`,
        goal: `≤ ${limit} CPU s`,
        found: `${cpuSeconds.toFixed(2)} CPU s`,
        isMet: cpuSeconds <= limit,
      },
    ];
  });
  const peak = Math.max(...largest.map(({ median }) => median.peakBytes));
  const peakGoal = {
    name: "10,000 resources in 100 files, peak memory of any step",
    goal: `≤ ${mebibytes(peakLimit)}`,
    found: mebibytes(peak),
    isMet: peak <= peakLimit,
  };
  return [...cpuGoals, peakGoal, ...linearityGoals(measured, largest)];
}

/**
 * Cost above that of 100 resources, at 10,000 over at 1,000: 11 times when it is linear, 121 times
 * when it is quadratic. Up to one and a half times the linear one counts as linear: the smaller
 * difference is a few hundredths of a second, and as noisy.
 */
function linearityGoals(
  measured: readonly MeasuredSubject[],
  largest: readonly Measurement[],
): readonly Goal[] {
  const small = measurementsOf(measured, { size: 100, files: 100 });
  const middle = measurementsOf(measured, { size: 1_000, files: 100 });
  if (small === undefined || middle === undefined) return [];
  return largest.flatMap(({ step, median }): Goal[] => {
    const base = small.find((candidate) => candidate.step === step)?.median.cpuSeconds;
    const between = middle.find((candidate) => candidate.step === step)?.median.cpuSeconds;
    if (base === undefined || between === undefined) return [];
    const growth = (median.cpuSeconds - base) / (between - base);
    return [
      {
        name: `linear in the number of resources, ${step}`,
        goal: "≤ 16.5 times",
        found: `${growth.toFixed(1)} times`,
        isMet: growth > 0 && growth <= 16.5,
      },
    ];
  });
}

function measurementsOf(
  measured: readonly MeasuredSubject[],
  { size, files }: Subject,
): readonly Measurement[] | undefined {
  return measured.find(({ subject }) => subject.size === size && subject.files === files)?.measurements;
}
