import type { Clock } from "@mlx/core";
import { appendNote } from "../../log/append-note.ts";
import { defaultLogLimits } from "../../log/log-limits.ts";
import type { Capture } from "../capture/capture-output.ts";
import { captureOutput } from "../capture/capture-output.ts";
import type { ObserverClaim } from "../capture/observer-claim.ts";
import { awaitEnd } from "./await-end.ts";
import type { ContainerRecord } from "./container-record.ts";
import { enforceStop } from "./enforce-stop.ts";
import type { ContainerState } from "./inspect-container.ts";
import { inspectContainer } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { insist } from "./job-context.ts";
import { measureMemory } from "./measure-memory.ts";
import { takeOutput } from "./take-output.ts";

export interface FollowOptions {
  /** Attached before the start; absent where somebody else has started it, or it has ended. */
  readonly attached: NodeJS.ReadableStream | undefined;
  /** `undefined`: there are some, and they are not known any more. */
  readonly secrets: readonly string[] | undefined;
  readonly claim: Pick<ObserverClaim, "isHeld">;
  readonly signal: AbortSignal;
  /** Something new stands in the log. */
  readonly onWritten: () => void;
}

export interface FollowedContainer {
  /** `undefined`: it was removed by somebody else. */
  readonly state: ContainerState | undefined;
  readonly startedAt: string | undefined;
  readonly peakMemory: number;
  readonly warnings: readonly string[];
}

/**
 * A container that was started, to its end: its output is stored, its deadline kept, stops that
 * nobody else carries out are carried out. A lost connection to the engine is made again. Rejects with
 * the signal's reason.
 */
export async function followContainer(
  job: ContainerJob,
  record: ContainerRecord,
  context: JobContext,
  { attached, secrets, claim, signal, onWritten }: FollowOptions,
): Promise<FollowedContainer> {
  const { clock } = context;
  const over = new AbortController();
  const sides = AbortSignal.any([over.signal, signal]);
  let losses = 0;
  let peakMemory = 0;
  let startedAt: string | undefined;

  function onLost(): void {
    losses += 1;
  }

  async function watchTime(): Promise<void> {
    const state = await insist(() => inspectContainer(context.engine, record.id), { clock, signal: sides });
    startedAt = state?.startedAt;
    if (startedAt !== undefined && state?.phase === "running")
      await enforceStop(job, record, context, { startedAt, signal: sides });
  }

  const capture = openCapture(job.folder.logs, clock, secrets, onWritten);
  sides.addEventListener("abort", () => capture?.close());
  const ended = awaitEnd(job, record, context, { signal: sides, onLost });
  const watching = watchTime();
  const measuring = measureMemory(record.id, context, {
    signal: sides,
    onMeasured: (bytes) => {
      peakMemory = Math.max(peakMemory, bytes);
    },
  });
  const taking =
    capture === undefined
      ? Promise.resolve(secretsForgotten)
      : takeOutput(record.id, context, {
          attached,
          capture,
          claim,
          ended,
          losses: () => losses,
          signal: sides,
        });
  const sideWork = [ended, watching, measuring, taking];
  try {
    await Promise.race([Promise.all([ended, taking]), rejection(watching), rejection(measuring)]);
    if (!claim.isHeld({ surely: true })) sides.throwIfAborted();
    const warnings = await warn(job, clock, [await taking, capture && finishCapture(capture)]);
    return { state: await ended, startedAt, peakMemory, warnings };
  } finally {
    over.abort();
    await Promise.allSettled(sideWork);
  }
}

const secretsForgotten =
  "the rest of the log was left out: what is secret in it is not known any more since the machine was restarted";

function openCapture(
  folder: string,
  clock: Clock,
  secrets: readonly string[] | undefined,
  onWritten: () => void,
): Capture | undefined {
  if (secrets === undefined) return undefined;
  return captureOutput({ folder, secrets, limits: defaultLogLimits, clock, onWritten });
}

function finishCapture(capture: Capture): string | undefined {
  capture.finish();
  const { bytes, error } = capture.lost();
  if (bytes === 0) return undefined;
  return `${bytes.toLocaleString("en")} bytes of log could not be stored: ${error?.message}`;
}

/** Those that there are, also told in the log. */
async function warn(
  { folder }: ContainerJob,
  clock: Clock,
  texts: readonly (string | undefined)[],
): Promise<readonly string[]> {
  const warnings = texts.filter((text) => text !== undefined);
  for (const text of warnings) await appendNote(folder.logs, text, clock.now()).catch(() => {});
  return warnings;
}

/** Rejects when the promise does; never resolves. */
function rejection(promise: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => promise.catch(reject));
}
