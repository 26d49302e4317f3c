import { type Address, isAddress, nameOf } from "@mlx/core";
import { sql } from "kysely";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";

interface Move {
  readonly from: Address;
  readonly to: Address;
}

/**
 * Runs, models, ticks, announced runs and endpoints go along when their instance, experiment or service moves:
 * they are found under the new address, and so are the users of a dataset; a model, with its aliases and all
 * that was decided about it, has its instance's new name. Its versions keep their numbers; where the new name
 * has versions of another, earlier instance, they keep their name too, as a number is never used twice.
 */
export async function followMoves(
  queries: Queries,
  namespace: string,
  moves: readonly Move[],
): Promise<void> {
  for (const [kind, tables] of followers) await moveColumn(queries, namespace, kind, tables, moves);
  await moveService(queries, namespace, moves);
  await moveDataset(queries, namespace, moves);
  await renameModels(queries, namespace, moves);
}

/** The tables that have a column with the address of such a resource. */
const followers = [
  ["instance", ["runs", "model_versions"]],
  ["experiment", ["runs", "model_versions", "ticks", "announced_runs"]],
] as const;

async function moveColumn(
  queries: Queries,
  namespace: string,
  kind: (typeof followers)[number][0],
  tables: (typeof followers)[number][1],
  moves: readonly Move[],
): Promise<void> {
  for (const table of tables) {
    // All are found before the first is changed: two may change places.
    const found: { readonly seqs: readonly number[]; readonly to: Address }[] = [];
    for (const { from, to } of moves) {
      if (!isAddress(from, kind)) continue;
      const rows = await queries
        .selectFrom(table)
        .select("seq")
        .where("namespace", "=", namespace)
        .where(sql.ref(kind), "=", from)
        .execute();
      found.push({ seqs: rows.map(({ seq }) => seq), to });
    }
    for (const { seqs, to } of found) {
      for (const some of chunks(seqs)) {
        await sql`update ${sql.table(table)} set ${sql.ref(kind)} = ${to} where seq in (${sql.join(some)})`.execute(
          queries,
        );
      }
    }
  }
}

async function moveService(queries: Queries, namespace: string, moves: readonly Move[]): Promise<void> {
  await byWayOfNothing(
    moves.filter(({ from }) => isAddress(from, "service")),
    (from, to) =>
      // Whatever was served under the new name is gone with its service.
      sql`update or replace endpoints set service = ${to} where namespace = ${namespace} and service = ${from}`.execute(
        queries,
      ),
  );
}

/** What its users are found by. */
async function moveDataset(queries: Queries, namespace: string, moves: readonly Move[]): Promise<void> {
  await byWayOfNothing(
    moves.filter(({ from }) => isAddress(from, "dataset")),
    (from, to) =>
      // A run may have read both.
      sql`update or replace run_uses set used = ${to} where namespace = ${namespace} and used = ${from}`.execute(
        queries,
      ),
  );
}

/** Renames by way of names that nothing has: two may change places. */
async function byWayOfNothing(
  renames: readonly { readonly from: string; readonly to: string }[],
  rename: (from: string, to: string) => Promise<unknown>,
): Promise<void> {
  for (const { from, to } of renames) await rename(from, `~${to}`);
  for (const { to } of renames) await rename(`~${to}`, to);
}

async function renameModels(queries: Queries, namespace: string, moves: readonly Move[]): Promise<void> {
  const renames = new Map<string, string>();
  for (const { from, to } of moves) if (isAddress(from, "instance")) renames.set(nameOf(from), nameOf(to));
  if (renames.size === 0) return;
  const known = await modelNames(queries, namespace);
  for (const from of renames.keys()) if (!known.has(from)) renames.delete(from);
  // A name is free if no model has it, or only one that gets another name itself.
  for (let blocked = true; blocked; ) {
    blocked = false;
    for (const [from, to] of renames) {
      if (known.has(to) && !renames.has(to)) blocked = renames.delete(from);
    }
  }
  await byWayOfNothing(
    [...renames].map(([from, to]) => ({ from, to })),
    async (from, to) => {
      for (const table of modelTables)
        await queries
          .updateTable(table)
          .set({ model: to })
          .where("namespace", "=", namespace)
          .where("model", "=", from)
          .execute();
    },
  );
}

const modelTables = ["model_versions", "aliases", "alias_moves", "evaluations", "approvals"] as const;

async function modelNames(queries: Queries, namespace: string): Promise<ReadonlySet<string>> {
  const rows = await queries
    .selectFrom("model_versions")
    .select("model")
    .distinct()
    .where("namespace", "=", namespace)
    .execute();
  return new Set(rows.map(({ model }) => model));
}
