import { join } from "node:path";
import { type Collected, type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { createJobFolders } from "@mlx/runtime";
import type { Project } from "../project.ts";
import { stateFolderOf } from "../state-folder.ts";
import { confirmStores, referencesOfOthers } from "../stores-used.ts";
import { createUploadCollector } from "../uploads/collect-uploads.ts";
import { removeDeadIncoming } from "../uploads/incoming.ts";

export interface CollectRequest {
  readonly dryRun: boolean;
  /** Somebody says that all stores that use the artifacts are known. */
  readonly storesAreKnown: boolean;
}

/** Removes what is older than the project keeps it, and artifacts that nothing refers to. Failures: 8002, 8004. */
export function collectGarbage(
  project: Project,
  { dryRun, storesAreKnown }: CollectRequest,
): Promise<Result<Collected>> {
  return toResult(async () => {
    const { retention } = (await project.desired()).loaded.settings;
    const adapters = await project.adapters();
    const state = stateFolderOf(project.root);
    if (!dryRun) removeDeadIncoming(state, adapters.clock.now());
    if (storesAreKnown && !dryRun) await confirmStores(state);
    return engine.collect(
      { settings: retention, dryRun },
      {
        ...adapters,
        jobFolders: createJobFolders({ runsFolder: join(state, "runs") }),
        collectUploads: createUploadCollector(state, adapters, { storesAreKnown }),
        otherReferences: (at) => referencesOfOthers(state, adapters.store, { storesAreKnown, at }),
      },
    );
  });
}
