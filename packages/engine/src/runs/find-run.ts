import type { Run, Store } from "@mlx/core";
import { noSuchRun } from "./errors.ts";

/** The run meant by an id, the beginning of one (at least 4 characters), `run/ID` or `last`. Failure: 3012. */
export async function findRun({ runs }: Pick<Store, "runs">, text: string): Promise<Run> {
  const id = text.replace(/^run\//, "");
  if (id === "last") {
    const [newest] = await runs.list({}, { limit: 1 });
    if (newest === undefined) throw noSuchRun(text, "There has not been any run yet.");
    return newest.run;
  }
  if (!/^[0-9a-f][0-9a-f-]{3,35}$/.test(id))
    throw noSuchRun(text, "A run is named by its id or at least the first 4 characters of it.");
  const [first, second] = await runs.findByPrefix(id, 2);
  if (first === undefined) throw noSuchRun(text);
  if (second !== undefined) throw noSuchRun(text, "More than one run's id begins so; give more of it.");
  return first;
}
