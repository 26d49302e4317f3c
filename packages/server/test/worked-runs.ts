/** Runs brought to an end without a program, as a worker would: what they leave is really in the stores. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Project } from "@mlx/app";
import { InternalError, type MetricPoint, nameOf, type Run, timestamp } from "@mlx/core";

export interface Work {
  /** Files of its model; none where absent. */
  readonly model?: Readonly<Record<string, string>>;
  readonly metrics?: Readonly<Record<string, number>>;
  /** Why it failed. */
  readonly fails?: string;
}

/** Claims the run and ends it. */
export async function workOn(project: Project, runId: string, work: Work = {}): Promise<Run> {
  const { store, worker, clock, actor } = await project.adapters();
  const now = () => timestamp(clock.now());
  const run = await store.runs.claim(runId, { worker, at: now(), ttlSeconds: 60 });
  if (run === undefined) throw new InternalError(`${runId} cannot be claimed`);
  const fence = { runId, epoch: run.epoch };
  const attempt = { runId, number: 1, epoch: run.epoch, executor: run.spec.executor, startedAt: now() };
  await store.runs.putAttempt(fence, attempt);
  const points = Object.entries(work.metrics ?? {}).map(
    ([name, value]): MetricPoint => ({ name, value, step: 0, at: clock.now() }),
  );
  if (points.length > 0) await store.runs.appendMetrics(fence, 1, points);
  const ended = await store.runs.end(
    fence,
    {
      status:
        work.fails === undefined
          ? { state: "DONE", reason: "OK" }
          : { state: "FAILED", reason: "NON_ZERO_EXIT", message: work.fails },
      endedAt: now(),
      attempt: { ...attempt, endedAt: now() },
      ...(work.model === undefined ? {} : { model: await modelOf(project, run, work.model, work.metrics) }),
    },
    { actor },
  );
  return ended.run;
}

async function modelOf(
  project: Project,
  run: Run,
  files: Readonly<Record<string, string>>,
  metrics: Work["metrics"] = {},
) {
  const { artifacts, ids } = await project.adapters();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "mlx-model-")));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return {
      id: ids.uuid(),
      model: nameOf(run.instance),
      origin: {
        type: "run" as const,
        instance: run.instance,
        ...(run.experiment === undefined ? {} : { experiment: run.experiment }),
        runId: run.id,
        inputs: run.spec.trainingInputs,
        lineage: run.spec.lineage,
      },
      artifact: await artifacts.publish(folder, { maxFiles: 10, maxBytes: 1_000_000 }),
      metrics,
      tags: {},
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
