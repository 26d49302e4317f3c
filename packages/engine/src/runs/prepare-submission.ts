import {
  type DatasetFile,
  type DatasetSpec,
  type Digest,
  MlxError,
  type Run,
  type TaskSubmission,
} from "@mlx/core";
import { inputNotWritten } from "../errors.ts";
import type { AttemptWork } from "./attempt-work.ts";
import { buildSubmission } from "./build-submission.ts";
import { findWriters } from "./find-writers.ts";

/** Channel to what was really staged. */
export type Staged = Readonly<Record<string, { readonly fingerprint: Digest; readonly files: number }>>;

/** All that the executor is given: inputs found, the recipe's code there, secrets resolved. Writes no run. */
export async function prepareSubmission(
  work: AttemptWork,
  attempt: number,
): Promise<{ readonly submission: TaskSubmission; readonly staged: Staged }> {
  const { run, deps } = work;
  const { inputs, staged } = await stageInputs(work);
  await ensureSource(work);
  const memory = await raisedMemory(work);
  return { submission: await buildSubmission(run, attempt, inputs, deps.secrets, memory), staged };
}

async function stageInputs({ run, deps }: AttemptWork) {
  const inputs: Record<string, readonly DatasetFile[]> = {};
  const staged: Record<string, Staged[string]> = {};
  for (const [channel, { spec }] of Object.entries(run.spec.inputs)) {
    const { fingerprint, files } = await deps.datasets
      .fingerprint(spec)
      .catch((error: unknown) => rejectWithWriters(error, spec, run, deps));
    inputs[channel] = files;
    staged[channel] = { fingerprint, files: files.length };
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

/** Stores the recipe's snapshot anew where it was lost and the folder still holds the same. */
async function ensureSource({ run: { spec }, deps: { artifacts, absolute } }: AttemptWork): Promise<void> {
  const { source, origin } = spec;
  if (source === undefined || "image" in origin) return;
  try {
    await artifacts.readManifest(source);
  } catch (error) {
    const build = "build" in origin ? origin.build : undefined;
    const folder = absolute("build" in origin ? origin.build.context : origin.source);
    const now = await artifacts.inspectSource(folder, build).catch(() => undefined);
    if (now?.digest !== source) throw error;
    await artifacts.snapshotSource(folder, build);
  }
}

/**
 * The memory limit after kills for lack of memory, in MiB: at most what the machine has. Kills before
 * the run was reopened count too: what was too little then is too little now.
 */
async function raisedMemory({ run, attempts, deps }: AttemptWork): Promise<number | undefined> {
  const { retry, specification, executor } = run.spec;
  const kills = attempts.filter(({ outcome }) => outcome?.reason === "OOM_KILLED").length;
  const wanted = specification?.memoryInMB;
  if (kills === 0 || typeof wanted !== "number") return undefined;
  const most = (await deps.machine(executor))?.memoryInMB ?? Number.POSITIVE_INFINITY;
  return Math.max(wanted, Math.min(most, Math.round(wanted * retry.memoryFactor ** kills)));
}
