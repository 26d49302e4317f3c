import type { Document } from "@mlx/documents";
import { describeRunAlone } from "@mlx/documents";
import type { RunsChanged } from "../change-runs.ts";

/** What was done to runs; after a dry run those that it would have been done to. */
export function changedRunsDocument({ change, selected, changed }: RunsChanged): Document {
  return {
    kind: "changed-runs",
    change,
    changed: changed !== undefined,
    count: (changed?.runs ?? selected).length,
    workedOnBy: changed?.workedOnBy ?? null,
    runs: (changed?.runs ?? selected).map(describeRunAlone),
    refused: (changed?.refused ?? []).map(({ run, failure: { code, summary } }) => ({ run, code, summary })),
  };
}
