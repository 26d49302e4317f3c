/** While a program runs: its deadline, requests to stop it, and how much memory it takes. */
import { readFileSync } from "node:fs";
import type { Clock } from "@mlx/core";
import type { JobFolder } from "../job/job-folder.ts";
import type { StopRequest } from "../job/job-record.ts";
import { measureGroupMemory, readPeakMemory, signalGroup } from "./job-processes.ts";
import type { Launch } from "./launch.ts";

export interface ProgramWatch {
  /** The program has exited. */
  end(): {
    /** It was stopped because its deadline had passed. */
    readonly timedOut: boolean;
    /** It was sent SIGKILL. */
    readonly killed: boolean;
    /** Bytes, the most that was seen. */
    readonly peakMemory: number;
    /** Milliseconds that what it left behind still has; read again, since a stop can become urgent. */
    readonly graceLeft: () => number;
  };
}

const tickMilliseconds = 100;
const killAgainMilliseconds = 30_000;
/** Looking at all processes costs time on a machine with many processes; it never takes more than this share. */
const longestShare = 0.02;
const longestPause = 1000;

export function watchProgram(
  group: number,
  folder: JobFolder,
  launch: Pick<Launch, "timeoutSeconds" | "stopGraceSeconds">,
  { clock, note }: { readonly clock: Clock; readonly note: (text: string) => Promise<void> },
): ProgramWatch {
  const deadline = clock.now() + launch.timeoutSeconds * 1000;
  let stopping: { readonly since: number; readonly reason: "deadline" | "request" } | undefined;
  let killedAt: number | undefined;
  let peakMemory = 0;
  let endedAt = clock.monotonic();
  let measureAt = clock.monotonic();
  let measurePause = 20;

  function graceLeft(): number {
    const asked = readStop(folder.stop)?.graceSeconds ?? Number.POSITIVE_INFINITY;
    const grace = stopping?.reason === "request" ? asked : Math.min(asked, launch.stopGraceSeconds);
    return grace * 1000 - (clock.monotonic() - (stopping?.since ?? endedAt));
  }

  function stop(reason: "deadline" | "request", why: string): void {
    stopping = { since: clock.monotonic(), reason };
    signalGroup(group, "SIGTERM");
    void note(`${why}; it was sent SIGTERM`);
  }

  function measure(): void {
    peakMemory = Math.max(peakMemory, readPeakMemory(group));
    const before = clock.monotonic();
    if (before < measureAt) return;
    peakMemory = Math.max(peakMemory, measureGroupMemory(group));
    const took = clock.monotonic() - before;
    measurePause = Math.max(Math.min(measurePause * 2, longestPause), took / longestShare);
    measureAt = before + measurePause;
  }

  function tick(): void {
    measure();
    if (stopping === undefined) {
      if (readStop(folder.stop) !== undefined) stop("request", "the program is to be stopped");
      else if (clock.now() >= deadline)
        stop("deadline", `the program ran for ${launch.timeoutSeconds} s, which is all it may`);
    }
    if (stopping === undefined || graceLeft() > 0) return;
    if (killedAt !== undefined && clock.monotonic() - killedAt < killAgainMilliseconds) return;
    killedAt = clock.monotonic();
    signalGroup(group, "SIGKILL");
    void note("the program did not end in time; it was sent SIGKILL");
  }

  const timer = setInterval(tick, tickMilliseconds);
  const early = setTimeout(measure, 20);
  process.on("SIGTERM", tick);

  function end() {
    clearInterval(timer);
    clearTimeout(early);
    process.off("SIGTERM", tick);
    endedAt = clock.monotonic();
    return {
      timedOut: stopping?.reason === "deadline",
      killed: killedAt !== undefined,
      peakMemory,
      graceLeft,
    };
  }

  return { end };
}

function readStop(path: string): StopRequest | undefined {
  try {
    const request: StopRequest = JSON.parse(readFileSync(path, "utf8"));
    return request;
  } catch {
    return undefined;
  }
}
