import { MlxError, type ModelVersion, type Run, type Store } from "@mlx/core";
import { findModel, runMadeNoModel } from "@mlx/models";
import { findRun } from "../runs/find-run.ts";

/**
 * The version that a reference means, or that a run made: `run/1a2b3c4d`, or its id. One that was
 * deleted is found too. Failures: 7001 to 7003, 7006, 7008, 7009, 7012 for a run without a model.
 */
export async function findPromotable(store: Store, text: string): Promise<ModelVersion> {
  try {
    return await findModel(store.models, text, "show");
  } catch (error) {
    const run = await findRunBy(text, store);
    if (run === undefined) throw error;
    const made = run.status.state === "DONE" ? await store.models.ofRun(run.id) : undefined;
    if (made === undefined) throw runMadeNoModel(run);
    return made;
  }
}

async function findRunBy(text: string, store: Store): Promise<Run | undefined> {
  if (!/^(run\/.+|[0-9a-f][0-9a-f-]{7,35})$/.test(text)) return undefined;
  try {
    return await findRun(store, text);
  } catch (error) {
    if (error instanceof MlxError) return undefined;
    throw error;
  }
}
