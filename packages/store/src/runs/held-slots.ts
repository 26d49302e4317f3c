import { machineSlots } from "@mlx/core";
import type { Queries } from "../database.ts";

/** Each machine has its own of these. */
const slotsOfHost: readonly string[] = [...machineSlots, "runs"];

/** What RUNNING runs hold, by slot and limit: of a machine's slots, those on the host where one is named. */
export async function readHeldSlots(
  queries: Queries,
  namespace: string,
  host: string | undefined,
): Promise<{ readonly [name: string]: number }> {
  const rows = await queries
    .selectFrom("run_slots")
    .select(["name", "host", ({ fn }) => fn.sum<number>("amount").as("used")])
    .where("namespace", "=", namespace)
    .groupBy(["name", "host"])
    .execute();
  const used: { [name: string]: number } = {};
  for (const row of rows)
    if (host === undefined || row.host === host || !slotsOfHost.includes(row.name))
      used[row.name] = (used[row.name] ?? 0) + row.used;
  return used;
}
