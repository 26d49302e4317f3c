import { type Address, isAddress, type ResourceWrite } from "@mlx/core";
import { forgetAnnounced } from "../announced.ts";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { followLimits } from "../runs/follow-limits.ts";
import { abortRuns } from "../runs/request-stop.ts";
import { followExperiments } from "../schedules/follow-experiments.ts";
import type { Row } from "../tables.ts";
import { followMoves } from "./follow-moves.ts";
import { planWrites } from "./plan-writes.ts";

/** Writes an apply's resources: their live rows, their revisions, their schedules, and what follows a move. */
export async function writeResources(
  queries: Queries,
  writes: readonly ResourceWrite[],
  apply: {
    readonly namespace: string;
    readonly id: string;
    readonly serial: number;
    readonly at: string;
    readonly actor: string;
  },
): Promise<void> {
  const { namespace } = apply;
  const live = await readLive(queries, namespace, writes);
  const planned = planWrites(writes, live, apply);
  for (const addresses of chunks(planned.vacated)) {
    await queries
      .deleteFrom("resources")
      .where("namespace", "=", namespace)
      .where("address", "in", addresses)
      .execute();
  }
  for (const rows of chunks(planned.revisions))
    await queries.insertInto("resource_revisions").values(rows).execute();
  for (const rows of chunks(planned.live)) {
    await queries
      .insertInto("resources")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["namespace", "address"]).doUpdateSet(({ ref }) => ({
          revision: ref("excluded.revision"),
          digest: ref("excluded.digest"),
          references: ref("excluded.references"),
        })),
      )
      .execute();
  }
  // Before another experiment takes its address.
  const gone = planned.revisions.flatMap(({ address, spec }) =>
    isAddress(address, "experiment") && spec === null ? [address] : [],
  );
  await abortRuns(queries, namespace, gone, apply);
  await forgetAnnounced(queries, namespace, gone);
  await followLimits(queries, namespace, planned.moves);
  await followMoves(queries, namespace, planned.moves);
  const written = {
    ids: new Map(planned.live.map(({ address, id }) => [address, id])),
    deleted: planned.revisions.flatMap(({ kind, resource_id, spec }) =>
      kind === "experiment" && spec === null ? [resource_id] : [],
    ),
  };
  await followExperiments(queries, namespace, writes, written, apply.at);
}

async function readLive(
  queries: Queries,
  namespace: string,
  writes: readonly ResourceWrite[],
): Promise<ReadonlyMap<Address, Row<"resources">>> {
  const named = new Set<Address>();
  for (const write of writes) {
    named.add(write.action === "delete" ? write.address : write.resource.address);
    if (write.action === "put" && write.from !== undefined) named.add(write.from);
  }
  const live = new Map<Address, Row<"resources">>();
  for (const addresses of chunks([...named])) {
    const rows = await queries
      .selectFrom("resources")
      .selectAll()
      .where("namespace", "=", namespace)
      .where("address", "in", addresses)
      .execute();
    for (const row of rows) live.set(row.address, row);
  }
  return live;
}
