import type { Artifact, Digest, RunRecord } from "@mlx/core";
import { endedSteps } from "./chain/chain-progress.ts";
import type { RunDeps } from "./run-deps.ts";

/** Something in which a run that was to repeat another exactly did not. */
export type ExactDifference =
  /** A file of the model or of an output: digests, absent where one of the two has no such file. */
  | { readonly of: "model" | "output"; readonly name: string; readonly was?: Digest; readonly is?: Digest }
  | { readonly of: "metric"; readonly name: string; readonly was?: number; readonly is?: number };

export interface ExactComparison {
  readonly equal: boolean;
  /** How many files and metrics were compared. */
  readonly files: number;
  readonly metrics: number;
  readonly differences: readonly ExactDifference[];
}

/** What two runs made, file by file and metric by metric. Failure: 6004 where files are gone. */
export async function compareExact(
  was: RunRecord,
  is: RunRecord,
  deps: Pick<RunDeps, "store" | "artifacts">,
): Promise<ExactComparison> {
  const [before, now] = [await readMade(was, deps), await readMade(is, deps)];
  const differences: ExactDifference[] = [];
  const files = [...new Set([...before.keys(), ...now.keys()])].sort();
  for (const key of files) {
    const [old, made] = [before.get(key), now.get(key)];
    const { of, name } = old ?? made ?? {};
    if (old?.digest === made?.digest || of === undefined || name === undefined) continue;
    differences.push({
      ...{ of, name },
      ...(old === undefined ? {} : { was: old.digest }),
      ...(made === undefined ? {} : { is: made.digest }),
    });
  }
  const [measured, measuredNow] = [lastValues(was), lastValues(is)];
  const metrics = [...new Set([...measured.keys(), ...measuredNow.keys()])].sort();
  for (const name of metrics) {
    const [old, made] = [measured.get(name), measuredNow.get(name)];
    if (Object.is(old, made)) continue;
    differences.push({
      ...{ of: "metric", name },
      ...(old === undefined ? {} : { was: old }),
      ...(made === undefined ? {} : { is: made }),
    });
  }
  return { equal: differences.length === 0, files: files.length, metrics: metrics.length, differences };
}

interface MadeFile {
  readonly of: "model" | "output";
  readonly name: string;
  readonly digest: Digest;
}

async function readMade(record: RunRecord, deps: Pick<RunDeps, "store" | "artifacts">) {
  const made = new Map<string, MadeFile>();
  const add = async (of: MadeFile["of"], channel: string | undefined, { digest: artifact }: Artifact) => {
    for (const { path, digest } of (await deps.artifacts.readManifest(artifact)).entries) {
      const name = channel === undefined ? path : `${channel}/${path}`;
      made.set(`${of}/${name}`, { of, name, digest });
    }
  };
  const model = await modelOf(record, deps);
  if (model !== undefined) await add("model", undefined, model);
  const { chain } = record.run;
  const left = record.attempts.findLast((attempt) => attempt.left !== undefined)?.left;
  if (chain === undefined) {
    const outputs = record.outputs.map(({ channel, artifact }) => [channel, artifact] as const);
    for (const [channel, artifact] of Object.entries(left?.outputs ?? Object.fromEntries(outputs)))
      await add("output", channel, artifact);
  } else
    for (const { step, attempt } of endedSteps(chain, record.attempts))
      for (const [channel, artifact] of Object.entries(attempt.left?.outputs ?? {}))
        await add("output", `${step.task}/${channel}`, artifact);
  return made;
}

async function modelOf({ run, attempts }: RunRecord, { store }: Pick<RunDeps, "store">) {
  const trained = attempts.findLast(({ left }) => left?.model !== undefined)?.left?.model;
  return trained ?? (await store.models.ofRun(run.id))?.artifact;
}

function lastValues({ metrics }: RunRecord): ReadonlyMap<string, number> {
  return new Map(metrics.map(({ name, last }) => [name, last]));
}
