import type { Benchmark, BenchmarkOptions, Measurement } from "../benchmark.ts";
import { medianUsage, type Usage } from "../measure.ts";
import { measureSteps, type Step, type Subject, steps, type Tool } from "./measure-steps.ts";
import { scaleGoals } from "./scale-goals.ts";
import { startUpBenchmark } from "./start-up-benchmark.ts";
import { mlxTool, terraformTool } from "./tools.ts";

/** With more resources terraform takes minutes: only with `--full`. */
const largestQuickBaseline = 1_000;

export const planBenchmark: Benchmark = {
  name: "plan",
  summary: "plan and apply of projects of many resources, beside terraform; and start-up",
  run: async (options) => {
    const terraform = terraformTool();
    const measured = subjectsOf(options).map((subject) => ({
      subject,
      measurements: measureSubject(subject, terraform, options),
    }));
    const startUp = await startUpBenchmark.run(options);
    return {
      measurements: [...measured.flatMap(({ measurements }) => measurements), ...startUp.measurements],
      goals: [...scaleGoals(measured), ...startUp.goals],
    };
  },
};

/** Each size in many files and in one. */
function subjectsOf({ sizes }: BenchmarkOptions): readonly Subject[] {
  return sizes.flatMap((size) => [
    { size, files: Math.min(100, size) },
    { size, files: 1 },
  ]);
}

function measureSubject(
  subject: Subject,
  terraform: Tool | undefined,
  options: BenchmarkOptions,
): readonly Measurement[] {
  const mlx = mlxTool(options.workFolder);
  const samples = sampleSteps(mlx, subject, options.runs, options);
  // To terraform all files of a folder are one; its figures are far apart enough without repetition.
  const hasBaseline = subject.files > 1 && (options.full || subject.size <= largestQuickBaseline);
  const baselines =
    terraform !== undefined && hasBaseline ? sampleSteps(terraform, subject, 1, options) : new Map();
  const files = subject.files === 1 ? "1 file" : `${subject.files} files`;
  return steps.flatMap((step): Measurement[] => {
    const found = figuresOf(mlx, step, samples);
    if (found === undefined) return [];
    const baseline = terraform === undefined ? undefined : figuresOf(terraform, step, baselines);
    const name = `${subject.size.toLocaleString("en")} resources in ${files}`;
    return [{ subject: name, step, ...found, ...(baseline === undefined ? {} : { baseline }) }];
  });
}

function sampleSteps(
  tool: Tool,
  subject: Subject,
  runs: number,
  { workFolder, onProgress }: BenchmarkOptions,
): ReadonlyMap<Step, readonly Usage[]> {
  const samples = new Map<Step, Usage[]>();
  for (let run = 1; run <= runs; run += 1) {
    onProgress(`${tool.name}: ${subject.size} resources, files: ${subject.files}, ${run} of ${runs}`);
    for (const [step, usage] of measureSteps(tool, subject, workFolder)) {
      samples.set(step, [...(samples.get(step) ?? []), usage]);
    }
  }
  return samples;
}

/** `undefined` where the tool was not measured at that step. */
function figuresOf(tool: Tool, step: Step, samples: ReadonlyMap<Step, readonly Usage[]>) {
  const usages = samples.get(step);
  if (usages === undefined) return undefined;
  const command = (step === "apply" ? tool.apply : tool.plan).join(" ");
  return { command, samples: usages, median: medianUsage(usages) };
}
