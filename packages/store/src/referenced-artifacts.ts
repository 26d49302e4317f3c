import { setImmediate } from "node:timers/promises";
import type { Digest } from "@mlx/core";
import { sql } from "kysely";
import type { Database, Queries } from "./database.ts";

/** Rows that are read at a time: reading a hundred thousand specs would hold up the process for a second. */
const runsAtATime = 2000;

/**
 * Manifests that the live resources, the runs, their outputs and the model versions of all namespaces refer
 * to. A reference that is made meanwhile may be missing: what it refers to is new, and is kept for that.
 */
export async function readReferencedArtifacts({ read }: Database): Promise<ReadonlySet<Digest>> {
  const found = new Set<Digest>();
  const add = (digests: readonly (Digest | null)[]) => {
    for (const digest of digests) if (digest !== null) found.add(digest);
  };
  add(await read(digestsOfResources));
  add(await read(digestsOfModels));
  for (let after = 0; ; ) {
    const { last, digests } = await read((queries) => digestsOfRuns(queries, after));
    add(digests);
    if (last === undefined) return found;
    after = last;
    await setImmediate();
  }
}

type Digests = readonly (Digest | null)[];

async function digestsOfResources(queries: Queries): Promise<Digests> {
  const rows = await queries
    .selectFrom("resources")
    .innerJoin("resource_revisions as newest", (join) =>
      join
        .onRef("newest.namespace", "=", "resources.namespace")
        .onRef("newest.resource_id", "=", "resources.id")
        .onRef("newest.revision", "=", "resources.revision"),
    )
    .select(sql<Digest | null>`newest.observed -> 'source' ->> 'manifest'`.as("digest"))
    .where("resources.kind", "=", "recipe")
    .execute();
  return rows.map(({ digest }) => digest);
}

async function digestsOfModels(queries: Queries): Promise<Digests> {
  const rows = await queries
    .selectFrom("model_versions")
    .select(sql<Digest>`artifact ->> 'digest'`.as("digest"))
    .where("status", "<>", "DELETED")
    .execute();
  return rows.map(({ digest }) => digest);
}

async function digestsOfRuns(
  queries: Queries,
  after: number,
): Promise<{ readonly last: number | undefined; readonly digests: Digests }> {
  const runs = await queries
    .selectFrom("runs")
    .select([
      "seq",
      sql<Digest | null>`spec ->> 'source'`.as("source"),
      sql<Digest | null>`spec -> 'model' ->> 'artifact'`.as("model"),
    ])
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(runsAtATime)
    .execute();
  const last = runs.at(-1)?.seq;
  if (last === undefined) return { last, digests: [] };
  const outputs = await queries
    .selectFrom("run_outputs")
    .select(sql<Digest>`artifact ->> 'digest'`.as("digest"))
    .where("run", ">", after)
    .where("run", "<=", last)
    .execute();
  const ofRuns = runs.flatMap(({ source, model }) => [source, model]);
  return { last, digests: [...ofRuns, ...outputs.map(({ digest }) => digest)] };
}
