import { type NewRun, type Run, type RunStore, stepsOf } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { findVersionByRef } from "../registry/find-version.ts";
import { rememberInsert } from "../remember-insert.ts";
import type { NewRow } from "../tables.ts";
import { toRun } from "./run-rows.ts";

/**
 * Writes what the runs use: addresses of datasets, ids of model versions (of one that is not known: what it is
 * referred to by), and for an `evaluate` run also the digest of the model's files. They follow moves.
 */
export async function writeUses(
  queries: Queries,
  namespace: string,
  runs: readonly { readonly run: NewRun; readonly seq: number }[],
): Promise<void> {
  const ids = new Map<string, string>();
  for (const { run } of runs)
    for (const { spec } of stepsOf(run))
      if (spec.model !== undefined) ids.set(spec.model.ref, spec.model.ref);
  for (const ref of ids.keys()) {
    const version = await findVersionByRef(queries, namespace, ref);
    if (version !== undefined) ids.set(ref, version.id);
  }
  const rows: NewRow<"run_uses">[] = [];
  for (const { run, seq } of runs) {
    const used = new Set<string>();
    for (const { spec, task } of stepsOf(run)) {
      for (const { dataset } of Object.values(spec.inputs)) used.add(dataset);
      if (spec.model === undefined) continue;
      used.add(ids.get(spec.model.ref) ?? spec.model.ref);
      if (task === "evaluate") used.add(spec.model.artifact);
    }
    for (const thing of used) rows.push({ run: seq, used: thing, namespace });
  }
  await insertRows(queries, rows);
}

/** Once the run has come to use it. */
export async function addUse(queries: Queries, row: NewRow<"run_uses">): Promise<void> {
  await queries
    .insertInto("run_uses")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const insertRows = rememberInsert((queries, rows: readonly NewRow<"run_uses">[]) =>
  queries.insertInto("run_uses").values(rows),
);

/** Newest first. */
export async function listUsers(
  queries: Queries,
  namespace: string,
  used: Parameters<RunStore["usersOf"]>[0],
  limit: number,
): Promise<readonly Run[]> {
  const keys = "dataset" in used ? [used.dataset] : await keysOfModel(queries, namespace, used.model);
  const users = await queries
    .selectFrom("run_uses")
    .select("run")
    .distinct()
    .where("namespace", "=", namespace)
    .where("used", "in", keys)
    .orderBy("run", "desc")
    .limit(limit)
    .execute();
  const runs: Run[] = [];
  for (const some of chunks(users.map(({ run }) => run))) {
    const rows = await queries
      .selectFrom("runs")
      .selectAll()
      .where("seq", "in", some)
      .orderBy("seq", "desc")
      .execute();
    runs.push(...rows.map((row) => toRun(row)));
  }
  return runs;
}

async function keysOfModel(queries: Queries, namespace: string, ref: string): Promise<readonly string[]> {
  const version = await findVersionByRef(queries, namespace, ref);
  return version === undefined ? [ref] : [version.id, ref];
}
