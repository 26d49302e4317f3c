/**
 * The supervisor's work: it is the one process that starts a job's program, takes its output,
 * enforces its deadline and records its end. Whoever submitted the job may be gone by then; all
 * that others learn, they read from the attempt's folder.
 */
import { existsSync, mkdirSync } from "node:fs";
import type { Clock, ExitFacts } from "@mlx/core";
import { timestamp } from "@mlx/core";
import type { JobFolder } from "../job/job-folder.ts";
import type { JobExit, JobStatus } from "../job/job-record.ts";
import { identifyProcess, identifySelf } from "../job/process-identity.ts";
import { reserveExit } from "../job/record-exit.ts";
import { redactFailure } from "../job/redact-failure.ts";
import { replaceFile, writeFileOnce } from "../job/write-file-once.ts";
import { appendNote } from "../log/append-note.ts";
import { defaultLogLimits } from "../log/log-limits.ts";
import type { LogWriter } from "../log/log-writer.ts";
import { createLogWriter } from "../log/log-writer.ts";
import { countOomKills } from "./count-oom-kills.ts";
import { endRemains } from "./end-remains.ts";
import type { Launch } from "./launch.ts";
import type { StartedProgram } from "./start-program.ts";
import { startProgram } from "./start-program.ts";
import { watchProgram } from "./watch-program.ts";

export interface SuperviseOptions {
  readonly clock: Clock;
  /** Called once the job is taken: by this supervisor, or by an earlier one. */
  readonly onClaimed: () => void;
}

const drainMilliseconds = 2000;

export async function supervise(
  folder: JobFolder,
  launch: Launch,
  { clock, onClaimed }: SuperviseOptions,
): Promise<void> {
  const status: JobStatus = { supervisor: identifySelf() };
  const first = await writeFileOnce(folder.status, JSON.stringify(status));
  onClaimed();
  if (!first) return;
  const recorder = await reserveExit(folder.exit, clock);
  await recorder.record(await runJob(folder, launch, status, clock));
}

async function runJob(folder: JobFolder, launch: Launch, status: JobStatus, clock: Clock): Promise<JobExit> {
  if (existsSync(folder.stop)) return stoppedBeforeStart(clock);
  const warnings: string[] = [];
  const note = async (text: string) => appendNote(folder.logs, text, clock.now()).catch(() => {});
  const warn = async (text: string) => {
    warnings.push(text);
    await note(text);
  };

  mkdirSync(folder.logs, { recursive: true });
  const now = () => performance.timeOrigin + performance.now();
  const log = createLogWriter({
    folder: folder.logs,
    limits: defaultLogLimits,
    secrets: launch.secrets,
    now,
  });
  const oomKillsBefore = countOomKills();
  const program = await startProgram(launch, folder.root, log);
  const startedAt = clock.now();
  if ("startError" in program) {
    log.close();
    return { exit: failedToStart(program, clock), warnings };
  }
  const identity = identifyProcess(program.pid);
  const running = { ...status, ...(identity && { program: identity }), startedAt: timestamp(startedAt) };
  await replaceFile(folder.status, JSON.stringify(running)).catch(async (error: unknown) => {
    await warn(`the start of the program could not be recorded: ${String(error)}`);
  });

  const watch = watchProgram(program.pid, folder, launch, { clock, note });
  const { code, signal } = await program.exited;
  const endedAt = clock.now();
  const { timedOut, killed, peakMemory, graceLeft } = watch.end();
  const oomKills = (countOomKills() ?? 0) - (oomKillsBefore ?? 0);
  const oomKilled = oomKills > 0 && !killed && (signal === "SIGKILL" || code === 137);
  await endRemains({ group: program.pid, key: launch.key, graceLeft, clock, warn });
  await Promise.race([program.drained, clock.sleep(drainMilliseconds)]);
  await closeLog(log, warn);
  await redactFailure(folder, launch.secrets);
  const exit: ExitFacts = {
    exitCode: code,
    signal,
    oomKilled,
    startedAt: timestamp(startedAt),
    endedAt: timestamp(endedAt),
    ...(peakMemory > 0 && { peakMemory }),
    ...(timedOut && { timedOut }),
  };
  return { exit, warnings };
}

export function stoppedBeforeStart(clock: Clock): JobExit {
  const endedAt = timestamp(clock.now());
  return { exit: { exitCode: null, signal: "SIGTERM", oomKilled: false, endedAt }, warnings: [] };
}

function failedToStart(
  { exitCode, startError }: Extract<StartedProgram, { startError: string }>,
  clock: Clock,
): ExitFacts {
  return { exitCode, signal: null, oomKilled: false, endedAt: timestamp(clock.now()), startError };
}

async function closeLog(log: LogWriter, warn: (text: string) => Promise<void>): Promise<void> {
  log.end("stdout");
  log.end("stderr");
  const { bytes, error } = log.lost();
  log.close();
  if (bytes > 0)
    await warn(`${bytes.toLocaleString("en")} bytes of log could not be stored: ${error?.message}`);
}
