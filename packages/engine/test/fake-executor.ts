import {
  type Clock,
  type Executor,
  type ExitFacts,
  InternalError,
  type JobHandle,
  type JobKey,
  type JobObservation,
  type JobOutputs,
  type MetricPoint,
  type TaskSubmission,
  timestamp,
} from "@mlx/core";

/** What a fake job does; nothing: it ends well at once. Times are milliseconds. */
export interface FakeProgram {
  readonly exit?: Partial<ExitFacts>;
  readonly logs?: readonly string[];
  /** Lines that it writes so long after its start. */
  readonly says?: readonly { readonly after: number; readonly text: string }[];
  readonly metrics?: readonly MetricPoint[];
  readonly outputs?: Partial<JobOutputs>;
  /** It runs for so long. */
  readonly lasts?: number;
  /** It runs until it is stopped, or its deadline. */
  readonly endless?: boolean;
  /** How it ends when it is told to stop. */
  readonly whenStopped?: Partial<ExitFacts>;
  /** It has to be killed. */
  readonly ignoresStop?: boolean;
  /** How many times it is killed and goes on. */
  readonly survivesKills?: number;
  /** It is submitted, and its program does not start. */
  readonly neverStarts?: boolean;
  /** What never comes to an end: `deaf` does not even heed a signal. */
  readonly hangs?: "prepare" | "prepare deaf" | "submit";
}

export interface FakeExecutor extends Executor {
  readonly submissions: readonly TaskSubmission[];
  readonly stops: readonly { readonly key: JobKey; readonly graceSeconds: number }[];
  readonly cleaned: readonly JobKey[];
  /** The most jobs that ran at one time. */
  readonly mostAtOnce: () => number;
}

interface FakeJob {
  readonly handle: JobHandle;
  readonly program: FakeProgram;
  readonly exited: Promise<ExitFacts>;
  startedAt: string | undefined;
  exit: ExitFacts | undefined;
  kills: number;
  /** What it was stopped for first stays the reason. */
  stoppedFor: Partial<ExitFacts> | undefined;
  /** It was not cleaned up. */
  held: boolean;
  end(exit: Partial<ExitFacts>): void;
}

/**
 * Jobs in memory: they outlive every observer, as the port demands. The nth submission runs the nth
 * program, or what `programs` says of it.
 */
export function createFakeExecutor(
  programs: readonly FakeProgram[] | ((task: TaskSubmission) => FakeProgram),
  clock: Clock,
): FakeExecutor {
  const jobs = new Map<string, FakeJob>();
  const submissions: TaskSubmission[] = [];
  const stops: { key: JobKey; graceSeconds: number }[] = [];
  const cleaned: JobKey[] = [];
  let most = 0;
  const programOf = (task: TaskSubmission) =>
    (typeof programs === "function" ? programs(task) : programs[submissions.length]) ?? {};
  const nameOf = ({ runId, attempt }: JobKey) => `${runId}/${attempt}`;
  const jobOf = (handle: JobKey): FakeJob => {
    const job = jobs.get(nameOf(handle));
    if (job === undefined) throw new InternalError(`no job ${nameOf(handle)}`);
    return job;
  };

  const createJob = (task: TaskSubmission, program: FakeProgram): FakeJob => {
    const { promise, resolve } = Promise.withResolvers<ExitFacts>();
    const { runId, attempt } = task;
    const job: FakeJob = {
      handle: { runId, attempt, executor: "process", data: { name: nameOf(task) } },
      program,
      exited: promise,
      startedAt: undefined,
      exit: undefined,
      kills: 0,
      stoppedFor: undefined,
      held: true,
      end: (exit) => {
        job.exit ??= {
          exitCode: 0,
          signal: null,
          oomKilled: false,
          ...(job.startedAt === undefined ? {} : { startedAt: job.startedAt }),
          endedAt: timestamp(clock.now()),
          ...exit,
        };
        resolve(job.exit);
      },
    };
    return job;
  };

  const later = (job: FakeJob, milliseconds: number, action: () => void) => {
    if (milliseconds <= 0) return action();
    const cancelled = new AbortController();
    void job.exited.then(() => cancelled.abort());
    clock.sleep(milliseconds, cancelled.signal).then(action, () => undefined);
  };

  const kill = (job: FakeJob) => {
    job.kills += 1;
    if (job.kills > (job.program.survivesKills ?? 0))
      job.end({ exitCode: null, signal: "SIGKILL", ...job.stoppedFor });
  };

  const stop = (job: FakeJob, graceSeconds: number, facts: Partial<ExitFacts> = {}) => {
    const { ignoresStop, survivesKills = 0, whenStopped } = job.program;
    job.stoppedFor ??= facts;
    if (job.startedAt === undefined || (!ignoresStop && survivesKills === 0))
      job.end({ exitCode: null, signal: "SIGTERM", ...whenStopped, ...job.stoppedFor });
    else later(job, graceSeconds * 1000, () => kill(job));
  };

  const start = (job: FakeJob, { timeoutSeconds, stopGraceSeconds }: TaskSubmission) => {
    const { exit = {}, lasts = 0, endless = false } = job.program;
    job.startedAt = timestamp(clock.now());
    most = Math.max(most, [...jobs.values()].filter((it) => it.startedAt && !it.exit).length);
    if (!endless && lasts < timeoutSeconds * 1000) later(job, lasts, () => job.end(exit));
    else later(job, timeoutSeconds * 1000, () => stop(job, stopGraceSeconds, { timedOut: true }));
  };

  return {
    name: "process",
    submissions,
    stops,
    cleaned,
    mostAtOnce: () => most,
    prepare: async (task, { onProgress, signal }) => {
      signal.throwIfAborted();
      const { hangs } = programOf(task);
      if (hangs === "prepare deaf") await new Promise(() => {});
      if (hangs === "prepare") await orAborted(new Promise(() => {}), signal);
      onProgress("making the environment");
      return { runtime: "python 3.11.7", digest: "sha256:e", packages: [] };
    },
    submit: async (task, options) => {
      const name = nameOf(task);
      const there = jobs.get(name);
      if (there !== undefined) return there.handle;
      const program = programOf(task);
      submissions.push(task);
      const job = createJob(task, program);
      jobs.set(name, job);
      options?.onStaged?.();
      if (program.hangs === "submit") await new Promise(() => {});
      if (!program.neverStarts) start(job, task);
      return job.handle;
    },
    find: async (key) => jobs.get(nameOf(key))?.handle,
    observe: async (handle): Promise<JobObservation> => {
      const { exit, startedAt } = jobOf(handle);
      if (exit !== undefined) return { phase: "exited", exit };
      return startedAt === undefined ? { phase: "submitted" } : { phase: "running", startedAt };
    },
    wait: (handle, signal) => orAborted(jobOf(handle).exited, signal),
    logs: async function* (handle, { signal }) {
      const { program, exited, startedAt } = jobOf(handle);
      const start = Date.parse(startedAt ?? timestamp(clock.now()));
      const over = exited.then(() => "over" as const);
      for (const text of program.logs ?? [])
        yield { line: { at: start, stream: "stdout", text }, cursor: "0" };
      for (const { after, text } of program.says ?? []) {
        const left = start + after - clock.now();
        if (left > 0 && (await Promise.race([over, clock.sleep(left, signal)])) === "over") return;
        yield { line: { at: start + after, stream: "stdout", text }, cursor: "0" };
      }
      if (signal !== undefined) await orAborted(exited, signal).catch(() => undefined);
      else await exited;
    },
    metrics: async (handle, cursor) => {
      const all = jobOf(handle).program.metrics ?? [];
      return { points: all.slice(cursor), cursor: all.length, problems: [] };
    },
    progress: async () => undefined,
    list: async () => [...jobs.values()].filter(({ held }) => held).map(({ handle }) => handle),
    collect: async (handle) => ({
      modelFolder: "model",
      outputFolders: { predictions: "predictions" },
      replacedFolders: [],
      finalMetrics: {},
      stderrTail: [],
      logBytesDropped: 0,
      hints: [],
      warnings: [],
      ...jobOf(handle).program.outputs,
    }),
    stop: async (handle, { graceSeconds }) => {
      const { runId, attempt } = handle;
      stops.push({ key: { runId, attempt }, graceSeconds });
      const job = jobOf(handle);
      if (job.exit === undefined) stop(job, graceSeconds);
    },
    cleanup: async (handle, { keepFiles } = { keepFiles: false }) => {
      const { runId, attempt } = handle;
      jobOf(handle).held = false;
      if (!keepFiles) cleaned.push({ runId, attempt });
    },
  };
}

/** Rejects with the signal's reason. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
