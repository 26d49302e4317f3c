import {
  type DatasetFile,
  type DatasetSpec,
  MlxError,
  type PassedInput,
  type Run,
  type RunInput,
  type RunWindow,
  type StagedInput,
  timestamp,
} from "@mlx/core";
import { inputNotWritten, windowEmpty } from "../errors.ts";
import { findWriters } from "../prepare/find-writers.ts";
import type { AttemptWork } from "./attempt-work.ts";
import type { RecordedInputs } from "./exact-inputs.ts";
import { checkSameData } from "./exact-inputs.ts";

/** Channel to what was really staged. */
export type Staged = Readonly<Record<string, StagedInput>>;

export interface StagedInputs {
  readonly inputs: { readonly [channel: string]: readonly DatasetFile[] };
  readonly passedInputs: { readonly [channel: string]: PassedInput };
  readonly staged: Staged;
  /** What was cut out of the datasets, the same for all. */
  readonly window?: RunWindow;
  /** Nothing lies in a window, and the run is to end well then: which. */
  readonly empty?: string;
}

/**
 * Finds the files of every input: of datasets, or of the window that is cut out of them, and of the steps
 * before. Of a run that repeats another exactly, they have to be the same. Failures: 3070, 3071, and those
 * of the dataset reader.
 */
export async function stageInputs(
  work: Pick<AttemptWork, "run" | "chain" | "deps">,
  exact: RecordedInputs | undefined,
  signal: AbortSignal,
): Promise<StagedInputs> {
  const { run, deps } = work;
  const inputs: Record<string, readonly DatasetFile[]> = {};
  const staged: Record<string, StagedInput> = {};
  const empty: string[] = [];
  for (const [channel, input] of Object.entries(run.spec.inputs)) {
    const isPassed = work.chain?.step.from[channel] !== undefined;
    if (isPassed) continue;
    const window = exact === undefined ? windowOf(run, input) : exact.staged[channel]?.window;
    const found = await read(input.spec, window, deps, signal).catch((error: unknown) =>
      rejectWithWriters(error, input.spec, run, deps),
    );
    if (exact !== undefined) checkSameData(exact, channel, input, found);
    inputs[channel] = found.files;
    const { fingerprint, files, rows } = found;
    staged[channel] = {
      fingerprint,
      files: files.length,
      ...(window === undefined ? {} : { window }),
      ...(rows === undefined ? {} : { rows }),
    };
    if (window !== undefined && rows === 0) empty.push(describeEmpty(input, window));
  }
  const [first] = empty;
  if (first !== undefined && run.spec.timeframe?.onEmpty !== "pass") throw windowEmpty(first);
  const passed = await findPassed(work);
  const window = Object.values(staged).find((each) => each.window !== undefined)?.window;
  return {
    inputs,
    passedInputs: passed.inputs,
    staged: { ...staged, ...passed.staged },
    ...(window === undefined ? {} : { window }),
    ...(empty.length === 0 ? {} : { empty: empty.join("; ") }),
  };
}

/** Nanoseconds since 1970, as Parquet has them, reach no further back. */
const earliest = Date.UTC(1678, 0, 1);

/** (end − minutes, end]: up to the time that the run is for, else up to when it was made. */
function windowOf(
  { spec: { timeframe }, scheduledAt, createdAt }: Run,
  { spec: { timestampColumn } }: RunInput,
): RunWindow | undefined {
  if (timeframe === undefined || timestampColumn === undefined) return undefined;
  const end = scheduledAt ?? createdAt;
  return { start: timestamp(Math.max(earliest, Date.parse(end) - timeframe.minutes * 60_000)), end };
}

function describeEmpty({ dataset }: RunInput, { start, end }: RunWindow): string {
  return `no rows in ${dataset} after ${start} until ${end}`;
}

async function read(
  spec: DatasetSpec,
  window: RunWindow | undefined,
  { datasets }: AttemptWork["deps"],
  signal: AbortSignal,
): Promise<Awaited<ReturnType<typeof datasets.fingerprint>> & { readonly rows?: number }> {
  return window === undefined ? datasets.fingerprint(spec) : datasets.window(spec, window, signal);
}

/** What earlier steps of the chain left for this one. */
async function findPassed({ chain, deps }: Pick<AttemptWork, "chain" | "deps">) {
  const inputs: Record<string, PassedInput> = {};
  const staged: Record<string, StagedInput> = {};
  for (const [channel, { task, output }] of Object.entries(chain?.step.from ?? {})) {
    const source = chain?.ended.find(({ step }) => step.task === task);
    const artifact = source?.result.outputs[output];
    if (artifact === undefined) continue;
    const { entries } = await deps.artifacts.readManifest(artifact.digest);
    const files = entries.map(({ path, size }) => ({ name: path, size }));
    inputs[channel] = { artifact: artifact.digest, files };
    staged[channel] = { fingerprint: artifact.digest, files: artifact.files };
  }
  return { inputs, staged };
}

/** Data that is not there yet may only wait for the run of another experiment. */
async function rejectWithWriters(
  error: unknown,
  { path }: DatasetSpec,
  { experiment }: Run,
  deps: AttemptWork["deps"],
): Promise<never> {
  if (!(error instanceof MlxError) || error.code !== "MLX6101") throw error;
  const writers = (await findWriters(path, deps)).filter((writer) => writer !== experiment);
  throw writers.length === 0 ? error : inputNotWritten(error, writers);
}
