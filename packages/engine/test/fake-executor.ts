import type {
  Executor,
  ExitFacts,
  JobHandle,
  JobKey,
  JobObservation,
  JobOutputs,
  LogLine,
  MetricPoint,
  TaskSubmission,
} from "@mlx/core";

/** What a fake job does. */
export interface FakeProgram {
  readonly exit?: Partial<ExitFacts>;
  readonly logs?: readonly string[];
  readonly metrics?: readonly MetricPoint[];
  readonly outputs?: Partial<JobOutputs>;
  /** It runs until it is stopped. */
  readonly endless?: boolean;
}

export interface FakeExecutor extends Executor {
  readonly submissions: readonly TaskSubmission[];
  readonly stops: readonly { readonly key: JobKey; readonly graceSeconds: number }[];
  readonly cleaned: readonly JobKey[];
}

interface FakeJob {
  readonly handle: JobHandle;
  readonly program: FakeProgram;
  readonly exited: Promise<ExitFacts>;
  exit: ExitFacts | undefined;
  /** It was not cleaned up. */
  held: boolean;
  end(exit: ExitFacts): void;
}

const endedAt = "2026-01-01T00:00:00.000Z";

/** Jobs in memory: they outlive every observer, as the port demands. The nth submission runs the nth program. */
export function createFakeExecutor(programs: readonly FakeProgram[]): FakeExecutor {
  const jobs = new Map<string, FakeJob>();
  const submissions: TaskSubmission[] = [];
  const stops: { key: JobKey; graceSeconds: number }[] = [];
  const cleaned: JobKey[] = [];
  const nameOf = ({ runId, attempt }: JobKey) => `${runId}/${attempt}`;
  const jobOf = (handle: JobKey): FakeJob => {
    const job = jobs.get(nameOf(handle));
    if (job === undefined) throw new TypeError(`no job ${nameOf(handle)}`);
    return job;
  };
  return {
    name: "process",
    submissions,
    stops,
    cleaned,
    prepare: async (_, { onProgress, signal }) => {
      signal.throwIfAborted();
      onProgress("making the environment");
      return { runtime: "python 3.11.7", digest: "sha256:e", packages: [] };
    },
    submit: async (task) => {
      const name = nameOf(task);
      const there = jobs.get(name);
      if (there !== undefined) return there.handle;
      const program = programs[submissions.length] ?? {};
      submissions.push(task);
      const { promise, resolve } = Promise.withResolvers<ExitFacts>();
      const job: FakeJob = {
        handle: { runId: task.runId, attempt: task.attempt, executor: "process", data: { name } },
        program,
        exited: promise,
        exit: undefined,
        held: true,
        end: (exit) => {
          job.exit ??= exit;
          resolve(job.exit);
        },
      };
      jobs.set(name, job);
      if (!program.endless)
        job.end({
          exitCode: 0,
          signal: null,
          oomKilled: false,
          startedAt: endedAt,
          endedAt,
          ...program.exit,
        });
      return job.handle;
    },
    find: async (key) => jobs.get(nameOf(key))?.handle,
    observe: async (handle): Promise<JobObservation> => {
      const { exit } = jobOf(handle);
      return exit === undefined ? { phase: "running", startedAt: endedAt } : { phase: "exited", exit };
    },
    wait: (handle, signal) =>
      Promise.race([
        jobOf(handle).exited,
        new Promise<never>((_, reject) => {
          if (signal.aborted) reject(signal.reason);
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
      ]),
    logs: async function* (handle, { signal }) {
      const { program, exited } = jobOf(handle);
      for (const text of program.logs ?? []) {
        const line: LogLine = { at: 0, stream: "stdout", text };
        yield { line, cursor: "0" };
      }
      if (signal?.aborted) return;
      await Promise.race([exited, new Promise((wake) => signal?.addEventListener("abort", wake))]);
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
      jobOf(handle).end({ exitCode: null, signal: "SIGTERM", oomKilled: false, startedAt: endedAt, endedAt });
    },
    cleanup: async (handle, { keepFiles } = { keepFiles: false }) => {
      const { runId, attempt } = handle;
      jobOf(handle).held = false;
      if (!keepFiles) cleaned.push({ runId, attempt });
    },
  };
}
