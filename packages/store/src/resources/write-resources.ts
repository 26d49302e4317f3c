import { isAddress, type ResourceWrite } from "@mlx/core";
import { forgetAnnounced } from "../announced.ts";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { followLimits } from "../runs/follow-limits.ts";
import { abortRuns } from "../runs/request-stop.ts";
import { followExperiments } from "../schedules/follow-experiments.ts";
import { followMoves } from "./follow-moves.ts";
import { planWrites, type WritingApply } from "./plan-writes.ts";
import { readBefore } from "./read-before.ts";

/** Writes an apply's resources: their live rows, their revisions, their schedules, and what follows a move. */
export async function writeResources(
  queries: Queries,
  writes: readonly ResourceWrite[],
  apply: WritingApply,
): Promise<void> {
  const { namespace } = apply;
  const planned = planWrites(writes, await readBefore(queries, namespace, writes), apply);
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
          declared: ref("excluded.declared"),
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
