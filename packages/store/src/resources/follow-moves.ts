import { type Address, isAddress, nameOf } from "@mlx/core";
import { sql } from "kysely";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";

interface Move {
  readonly from: Address;
  readonly to: Address;
}

/**
 * Runs, models and ticks go along when their instance or experiment moves: they are found under the new
 * address, and a model has its instance's new name. Its versions keep their numbers; where the new name
 * has versions of another, earlier instance, they keep their name too, as a number is never used twice.
 */
export async function followMoves(
  queries: Queries,
  namespace: string,
  moves: readonly Move[],
): Promise<void> {
  await moveColumn(queries, namespace, "instance", moves);
  await moveColumn(queries, namespace, "experiment", moves);
  await renameModels(queries, namespace, moves);
}

async function moveColumn(
  queries: Queries,
  namespace: string,
  kind: "instance" | "experiment",
  moves: readonly Move[],
): Promise<void> {
  const tables = ["runs", "model_versions"] as const;
  for (const table of kind === "experiment" ? [...tables, "ticks" as const] : tables) {
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
  const rename = async (from: string, to: string) => {
    await queries
      .updateTable("model_versions")
      .set({ model: to })
      .where("namespace", "=", namespace)
      .where("model", "=", from)
      .execute();
  };
  // By way of names that no model has: two may change places.
  for (const [from, to] of renames) await rename(from, `~${to}`);
  for (const to of renames.values()) await rename(`~${to}`, to);
}

async function modelNames(queries: Queries, namespace: string): Promise<ReadonlySet<string>> {
  const rows = await queries
    .selectFrom("model_versions")
    .select("model")
    .distinct()
    .where("namespace", "=", namespace)
    .execute();
  return new Set(rows.map(({ model }) => model));
}
