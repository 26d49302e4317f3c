import { type Address, isAddress } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { fromOptionalJson, toJson } from "../json-text.ts";
import type { Row } from "../tables.ts";
import { requestOf, unpark, unparkKeepers, wake } from "./queue-rows.ts";

type LimitedRow = Pick<Row<"runs">, "seq" | "state" | "slots" | "limits">;

/**
 * The limit of an experiment has its address as its name: its runs have it under the new one once the
 * experiment has moved. To be called while the runs still have the address from before.
 */
export async function followLimits(
  queries: Queries,
  namespace: string,
  moves: readonly { readonly from: Address; readonly to: Address }[],
): Promise<void> {
  for (const { from, to } of moves) {
    if (!isAddress(from, "experiment")) continue;
    const rows = await queries
      .selectFrom("runs")
      .select(["seq", "state", "slots", "limits"])
      .where("namespace", "=", namespace)
      .where("experiment", "=", from)
      .where("limits", "is not", null)
      .execute();
    const renamed = rows.flatMap((row): readonly LimitedRow[] => {
      const { [from]: most, ...limits } = fromOptionalJson(row.limits) ?? {};
      return most === undefined ? [] : [{ ...row, limits: toJson({ ...limits, [to]: most }) }];
    });
    for (const [limits, some] of Map.groupBy(renamed, (row) => row.limits))
      for (const seqs of chunks(some.map(({ seq }) => seq))) {
        await queries.updateTable("runs").set({ limits }).where("seq", "in", seqs).execute();
        await queries
          .updateTable("run_slots")
          .set({ name: to })
          .where("run", "in", seqs)
          .where("name", "=", from)
          .execute();
      }
    await requeue(queries, namespace, renamed);
    await unparkKeepers(queries, namespace, [to]);
    await wake(queries, namespace, [from, to]);
  }
}

async function requeue(queries: Queries, namespace: string, rows: readonly LimitedRow[]): Promise<void> {
  const requests = rows.flatMap((row) =>
    row.state === "PENDING" || row.state === "RETRY" ? [{ run: row.seq, request: requestOf(row) }] : [],
  );
  for (const { run, request } of requests)
    await queries
      .updateTable("run_queue")
      .set({ request: toJson(request) })
      .where("run", "=", run)
      .execute();
  await unpark(queries, namespace, requests);
}
