import { join } from "node:path";
import { type Collected, type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { createJobFolders } from "@mlx/runtime";
import type { Project } from "../project.ts";
import { stateFolderOf } from "../state-folder.ts";
import { referencesOfOthers } from "../stores-used.ts";

/** Removes what is older than the project keeps it, and artifacts that nothing refers to. Failure: 8002. */
export function collectGarbage(
  project: Project,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Result<Collected>> {
  return toResult(async () => {
    const { retention } = (await project.desired()).loaded.settings;
    const adapters = await project.adapters();
    const state = stateFolderOf(project.root);
    return engine.collect(
      { settings: retention, dryRun },
      {
        ...adapters,
        jobFolders: createJobFolders({ runsFolder: join(state, "runs") }),
        otherReferences: () => referencesOfOthers(state, adapters.store.location),
      },
    );
  });
}
