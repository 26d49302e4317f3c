import {
  type Digest,
  formatModelVersion,
  InternalError,
  type ManifestEntry,
  type Metrics,
  MlxError,
  type RunRecord,
} from "@mlx/core";
import { findRun } from "@mlx/engine";
import { findModel } from "@mlx/models";
import type { ComparedSubject } from "@mlx/report";
import type { Adapters } from "../open-adapters.ts";

/** A run, or a model version with the run that made it while that is kept. */
export type Subject = Omit<ComparedSubject, "source">;

/** What `model/x@v3`, `x@champion`, a run's id or `last` mean; each once. Failures: 3012, those of `findModel`. */
export async function findSubjects(
  texts: readonly string[],
  adapters: Pick<Adapters, "store">,
): Promise<readonly Subject[]> {
  const found = new Map<string, Subject>();
  for (const text of texts) {
    const subject = await findSubject(text, adapters);
    if (!found.has(subject.name)) found.set(subject.name, subject);
  }
  return [...found.values()];
}

async function findSubject(text: string, { store }: Pick<Adapters, "store">): Promise<Subject> {
  if (!isModelRef(text)) {
    const { id } = await findRun(store, text);
    const record = await store.runs.record(id);
    if (record === undefined) throw new InternalError(`run ${id} is listed but has no record`);
    const version = await store.models.ofRun(id);
    return {
      name: `run ${id.slice(0, 8)}`,
      record,
      metrics: lastValues(record),
      ...(version === undefined ? {} : { version }),
    };
  }
  const version = await findModel(store.models, text, "show");
  const record = version.origin.type === "run" ? await store.runs.record(version.origin.runId) : undefined;
  return {
    name: formatModelVersion(version),
    version,
    metrics: version.metrics,
    ...(record === undefined ? {} : { record }),
  };
}

/** A run's id has neither. */
function isModelRef(text: string): boolean {
  return text.includes("@") || text.startsWith("model/") || text.startsWith("sha256:");
}

function lastValues({ metrics }: RunRecord): Metrics {
  return Object.fromEntries(metrics.map(({ name, last }) => [name, last]));
}

/** The files of its source, where it has one and they are still there. */
export async function readSource(
  { record, version }: Subject,
  { artifacts }: Pick<Adapters, "artifacts">,
): Promise<readonly ManifestEntry[] | undefined> {
  const ofModel = version?.origin.type === "run" ? version.origin.inputs.source : undefined;
  const source = record?.run.spec.source ?? ofModel;
  if (source === undefined || !isDigest(source)) return undefined;
  try {
    return (await artifacts.readManifest(source)).entries;
  } catch (error) {
    if (error instanceof MlxError) return undefined;
    throw error;
  }
}

function isDigest(text: string): text is Digest {
  return text.startsWith("sha256:");
}
