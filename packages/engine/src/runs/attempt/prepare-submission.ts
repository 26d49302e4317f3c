import type { Run, TaskSubmission } from "@mlx/core";
import { moreMemoryThanThere } from "../errors.ts";
import { type AttemptWork, channelsOf } from "./attempt-work.ts";
import { buildSubmission } from "./build-submission.ts";
import { type RecordedInputs, recordedInputs } from "./exact-inputs.ts";
import { type Staged, stageInputs } from "./stage-inputs.ts";

export interface PreparedSubmission {
  readonly submission: TaskSubmission;
  readonly staged: Staged;
  /** Nothing is to be run, since nothing lies in the window of an input: which. */
  readonly empty?: string;
  /** Of a run that is to repeat another exactly. */
  readonly exact?: RecordedInputs;
}

/** All that the executor is given: inputs found, the recipe's code there, secrets resolved. Writes no run. */
export async function prepareSubmission(
  work: AttemptWork,
  attempt: number,
  signal: AbortSignal,
): Promise<PreparedSubmission> {
  const { run, deps } = work;
  await requireMemory(work);
  const exact = await recordedInputs(work);
  const { inputs, passedInputs, staged, window, empty } = await stageInputs(work, exact, signal);
  await ensureSource(work);
  const memory = await raisedMemory(work);
  const submission = await buildSubmission(windowed(run, window), attempt, inputs, deps.secrets, memory);
  const packages = run.spec.executor === "process" ? (exact?.environment?.packages ?? []) : [];
  return {
    submission: {
      ...submission,
      outputChannels: channelsOf(work),
      ...(Object.keys(passedInputs).length === 0 ? {} : { passedInputs }),
      ...(packages.length === 0 ? {} : { packages }),
    },
    staged,
    ...(empty === undefined ? {} : { empty }),
    ...(exact === undefined ? {} : { exact }),
  };
}

/** A container is refused by its engine's own numbers; a process would be told of memory that there is not. */
async function requireMemory({ run, deps }: AttemptWork): Promise<void> {
  const { specification, executor } = run.spec;
  const wanted = specification?.memoryInMB;
  if (executor !== "process" || typeof wanted !== "number") return;
  const machine = await deps.machine(executor);
  if (machine !== undefined && wanted > machine.memoryInMB)
    throw moreMemoryThanThere(wanted, machine.memoryInMB);
}

/** What the task is told of its window is what was cut out of its data. */
function windowed(run: Run, window: Run["window"]): Run {
  return window === undefined ? run : { ...run, window };
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
async function raisedMemory({ run, chain, attempts, deps }: AttemptWork): Promise<number | undefined> {
  const { retry, specification, executor } = run.spec;
  const kills = attempts.filter(
    ({ step, outcome }) => step === chain?.index && outcome?.reason === "OOM_KILLED",
  ).length;
  const wanted = specification?.memoryInMB;
  if (kills === 0 || typeof wanted !== "number") return undefined;
  const most = (await deps.machine(executor))?.memoryInMB ?? Number.POSITIVE_INFINITY;
  return Math.max(wanted, Math.min(most, Math.round(wanted * retry.memoryFactor ** kills)));
}
