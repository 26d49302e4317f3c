import { MlxError, type ModelVersion, type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { filesGone, findModel, noSuchTag, notATag, notDeleted } from "@mlx/models";
import type { Project } from "../project.ts";

/** Makes a tombstone of a version that nothing uses. Failures: 7001 to 7009, 7018, 5032. */
export function deleteModel(
  project: Project,
  { ref, reason }: { readonly ref: string; readonly reason?: string },
): Promise<Result<ModelVersion>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const version = await findModel(adapters.store.models, ref);
    return engine.deleteVersion(version, reason, adapters);
  });
}

/** Takes a deletion back. Failures: 7001 to 7003, 7019, 7020. */
export function restoreModel(
  project: Project,
  { ref }: { readonly ref: string },
): Promise<Result<ModelVersion>> {
  return toResult(async () => {
    const { store, artifacts } = await project.adapters();
    const version = await findModel(store.models, ref, "show");
    if (version.status !== "DELETED") throw notDeleted(version);
    try {
      await artifacts.readManifest(version.artifact.digest);
    } catch (error) {
      if (error instanceof MlxError) throw filesGone(version, "It stays deleted.", error);
      throw error;
    }
    return store.models.restore(version.id);
  });
}

export interface DescribeModelRequest {
  readonly ref: string;
  /** Replaces what there was; empty removes it. */
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Names of tags that go. */
  readonly untag: readonly string[];
}

const tagPattern = /^[A-Za-z0-9_./-]{1,128}$/;

/** Changes what people have to say of a version. Failures: 7001 to 7009, 7022. */
export function describeModel(
  project: Project,
  { ref, description, tags, untag }: DescribeModelRequest,
): Promise<Result<ModelVersion>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    const wrong = Object.keys(tags).find((name) => !tagPattern.test(name));
    if (wrong !== undefined) throw notATag(wrong);
    const version = await findModel(store.models, ref);
    const absent = untag.find((name) => !Object.hasOwn(version.tags, name));
    if (absent !== undefined) throw noSuchTag(version, absent);
    const kept = Object.entries({ ...version.tags, ...tags }).filter(([name]) => !untag.includes(name));
    const changesTags = Object.keys(tags).length > 0 || untag.length > 0;
    return store.models.describe(version.id, {
      ...(description === undefined ? {} : { description }),
      ...(changesTags ? { tags: Object.fromEntries(kept) } : {}),
    });
  });
}
