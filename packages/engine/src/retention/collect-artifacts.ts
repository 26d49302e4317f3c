import { artifactGraceSeconds, type CollectedPart, MlxError, timestamp } from "@mlx/core";
import type { Collecting } from "./collect.ts";

/**
 * What nothing refers to, in this store or in the others that share the files. Where it cannot be known
 * what those refer to, or a manifest is damaged, nothing is removed.
 */
export async function collectArtifacts({
  store,
  artifacts,
  clock,
  otherReferences,
  dryRun,
  signal,
  tell,
}: Collecting): Promise<CollectedPart> {
  const nothing = { kind: "artifacts", count: 0, bytes: 0 } as const;
  if (signal.aborted) return nothing;
  const at = timestamp(clock.now());
  const others = await otherReferences(at);
  if ("problem" in others) {
    tell(`artifacts were not collected: ${others.problem}`);
    return nothing;
  }
  const referenced = new Set([...(await store.referencedArtifacts(at)), ...others]);
  try {
    const collected = await artifacts.collect({
      referenced,
      olderThanSeconds: artifactGraceSeconds,
      dryRun,
      signal,
    });
    return { kind: "artifacts", ...collected };
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    tell(`artifacts were not collected: ${error.summary}`);
    return nothing;
  }
}
