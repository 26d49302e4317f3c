import { type Attempt, type DatasetFile, type Digest, type JobHandle, timestamp } from "@mlx/core";
import { type AttemptWork, setPhase } from "./attempt-work.ts";
import { buildSubmission } from "./build-submission.ts";
import { failAttempt } from "./fail-attempt.ts";
import { repeat } from "./repeat.ts";

/** The job of the attempt, found or started; `undefined` when a stop came first and the run is over. */
export async function ensureStarted(
  work: AttemptWork,
  attempt: Attempt,
): Promise<{ readonly attempt: Attempt; readonly handle: JobHandle } | undefined> {
  const { run, fence, deps, executor, signal } = work;
  const { store, clock } = deps;
  const found = await executor.find({ runId: run.id, attempt: attempt.number });
  if (found !== undefined && (await executor.observe(found)).phase !== "submitted")
    return { attempt: await putHandle(work, attempt, found), handle: found };

  await store.runs.putAttempt(fence, attempt);
  deps.emit({ type: "attempt-started", at: clock.now(), attempt });
  const asked = new AbortController();
  const done = new AbortController();
  // It never rejects: what it cannot find out, the next write of the work itself will.
  const watching = repeat(clock, 500, AbortSignal.any([done.signal, signal]), async () => {
    const { desired } = (await store.runs.get(run.id)) ?? run;
    if (desired === "STOP") asked.abort();
  }).catch(() => undefined);
  try {
    if (run.desired === "STOP") asked.abort();
    asked.signal.throwIfAborted();
    const { inputs, staged } = await stageInputs(work);
    await ensureSource(work);
    const memory = await raisedMemory(work);
    const submission = await buildSubmission(run, attempt.number, inputs, deps.secrets, memory);
    if (executor.name === "docker") await setPhase(work, "PULLING");
    const environment = await executor.prepare(submission, {
      signal: AbortSignal.any([asked.signal, signal]),
      onProgress: (message) => deps.emit({ type: "run-progress", at: clock.now(), runId: run.id, message }),
    });
    asked.signal.throwIfAborted();
    await setPhase(work, "STARTING");
    const prepared = { ...attempt, environment, staged };
    await store.runs.putAttempt(fence, prepared);
    const handle = await executor.submit(submission);
    return { attempt: await putHandle(work, prepared, handle), handle };
  } catch (error) {
    if (!asked.signal.aborted || signal.aborted) throw error;
    const stop = (await store.runs.get(run.id))?.stop;
    const reason = stop?.reason ?? "CANCELLED";
    await failAttempt(work, attempt, {
      verdict: "aborted",
      reason,
      message: `stopped by ${stop?.actor ?? deps.actor} before the program started`,
    });
    return undefined;
  } finally {
    done.abort();
    await watching;
  }
}

/** The memory limit after kills for lack of memory, in MiB: at most what the machine has. */
async function raisedMemory({ run, attempts, deps }: AttemptWork): Promise<number | undefined> {
  const { retry, specification, executor } = run.spec;
  const kills = attempts.filter(({ outcome }) => outcome?.reason === "OOM_KILLED").length;
  const wanted = specification?.memoryInMB;
  if (kills === 0 || typeof wanted !== "number") return undefined;
  const most = (await deps.machine(executor))?.memoryInMB ?? Number.POSITIVE_INFINITY;
  return Math.max(wanted, Math.min(most, Math.round(wanted * retry.memoryFactor ** kills)));
}

async function putHandle(
  { fence, deps }: AttemptWork,
  attempt: Attempt,
  handle: JobHandle,
): Promise<Attempt> {
  if (attempt.handle !== undefined) return attempt;
  const started = { ...attempt, handle: handle.data, startedAt: timestamp(deps.clock.now()) };
  await deps.store.runs.putAttempt(fence, started);
  return started;
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

async function stageInputs({ run, deps }: AttemptWork) {
  const inputs: Record<string, readonly DatasetFile[]> = {};
  const staged: Record<string, { readonly fingerprint: Digest; readonly files: number }> = {};
  for (const [channel, { spec }] of Object.entries(run.spec.inputs)) {
    const { fingerprint, files } = await deps.datasets.fingerprint(spec);
    inputs[channel] = files;
    staged[channel] = { fingerprint, files: files.length };
  }
  return { inputs, staged };
}
