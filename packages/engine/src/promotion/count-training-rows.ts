import { MlxError, type ModelVersion, type RunRecord, type StagedInput, stepsOf } from "@mlx/core";
import type { RowCount } from "@mlx/models";
import type { PromotionDeps } from "./promotion-deps.ts";

/**
 * How many rows a version's training read of an input: as they were counted when a window was cut out of
 * it, else as the data hold now, if they are what they were then.
 */
export async function countTrainingRows(
  { origin }: ModelVersion,
  channel: string,
  { store, datasets }: Pick<PromotionDeps, "store" | "datasets">,
): Promise<RowCount> {
  if (origin.type === "external") return unknown("it was not trained here");
  const record = await store.runs.record(origin.runId);
  const staged = record === undefined ? undefined : stagedInput(record, channel);
  if (staged?.rows !== undefined) return { known: true, rows: staged.rows };
  const recorded = origin.inputs.datasets[channel];
  if (recorded === undefined) return unknown(`its training has no input "${channel}"`);
  if (record === undefined) return unknown("its run is not kept any more");
  const spec = stepsOf(record.run)
    .map((step) => step.spec.inputs[channel]?.spec)
    .find((found) => found !== undefined);
  if (spec === undefined) return unknown(`the input "${channel}" was made by an earlier task`);
  try {
    const { fingerprint } = await datasets.fingerprint(spec);
    if (fingerprint !== recorded.fingerprint) return unknown(`${recorded.dataset} has changed since`);
    return { known: true, rows: (await datasets.profile(spec)).rows };
  } catch (error) {
    if (error instanceof MlxError) return unknown(error.summary);
    throw error;
  }
}

function unknown(because: string): RowCount {
  return { known: false, because };
}

/** What the newest attempt that read the input was given. */
function stagedInput({ attempts }: RunRecord, channel: string): StagedInput | undefined {
  return attempts.findLast(({ staged }) => staged?.[channel] !== undefined)?.staged?.[channel];
}
