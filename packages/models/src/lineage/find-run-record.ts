import type { RunRecord, Store } from "@mlx/core";
import { severalRuns } from "../errors.ts";

/** The run that is meant by its id, at least four first characters of it, `run/ID`, or
 * `last`. Failure: 7005, of several. */
export async function findRunRecord(
  { runs }: Pick<Store, "runs">,
  text: string,
): Promise<RunRecord | undefined> {
  const id = text.replace(/^run\//, "");
  if (id === "last") return (await runs.list({}, { limit: 1 }))[0];
  if (!/^[0-9a-f-]{4,36}$/.test(id)) return undefined;
  const [run, another] = await runs.findByPrefix(id, 2);
  if (another !== undefined) throw severalRuns(text);
  return run === undefined ? undefined : runs.record(run.id);
}
