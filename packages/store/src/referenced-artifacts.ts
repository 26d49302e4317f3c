import { setImmediate } from "node:timers/promises";
import type { Digest, StepResult } from "@mlx/core";
import { sql } from "kysely";
import type { Database, Queries } from "./database.ts";
import { fromJson, fromOptionalJson } from "./json-text.ts";
import { readReferencedRecipes } from "./referenced-recipes.ts";

/** Rows that are read at a time: reading a hundred thousand specs would hold up the process for a second. */
const runsAtATime = 2000;

/**
 * Manifests that the recipes (also what the API deleted less than `restorableDays` ago), the runs, their outputs,
 * plots and steps, and the model versions of all namespaces refer to. The files of a deleted version are let go: a
 * run that has ended keeps no model that only deleted versions have. A reference that is made meanwhile may be
 * missing: what it refers to is new, and is kept for that.
 */
export async function readReferencedArtifacts(
  { read }: Database,
  at: string | undefined,
): Promise<ReadonlySet<Digest>> {
  const found = new Set<Digest>();
  const add = (digests: readonly (Digest | null)[]) => {
    for (const digest of digests) if (digest !== null) found.add(digest);
  };
  const recipes = await read((queries) => readReferencedRecipes(queries, at));
  add(recipes.map(({ manifest }) => manifest));
  const deleted = await read(readDeletedModels);
  for (let after = 0; ; ) {
    const { last, digests } = await read((queries) => digestsOfRuns(queries, after, deleted));
    add(digests);
    if (last === undefined) break;
    after = last;
    await setImmediate();
  }
  // Last, with those that were restored meanwhile.
  add(await read(digestsOfModels));
  return found;
}

type Digests = readonly (Digest | null)[];

async function digestsOfModels(queries: Queries): Promise<Digests> {
  const rows = await selectModels(queries).where("status", "<>", "DELETED").execute();
  return rows.map(({ digest }) => digest);
}

/** Those that no other version has. */
async function readDeletedModels(queries: Queries): Promise<ReadonlySet<Digest>> {
  const deleted = await selectModels(queries).where("status", "=", "DELETED").execute();
  if (deleted.length === 0) return new Set();
  const kept = new Set(await digestsOfModels(queries));
  return new Set(deleted.flatMap(({ digest }) => (kept.has(digest) ? [] : [digest])));
}

function selectModels(queries: Queries) {
  return queries.selectFrom("model_versions").select(sql<Digest>`artifact ->> 'digest'`.as("digest"));
}

async function digestsOfRuns(
  queries: Queries,
  after: number,
  deletedModels: ReadonlySet<Digest>,
): Promise<{ readonly last: number | undefined; readonly digests: Digests }> {
  const runs = await queries
    .selectFrom("runs")
    .select([
      "seq",
      sql<Digest | null>`spec ->> 'source'`.as("source"),
      sql<Digest | null>`spec -> 'model' ->> 'artifact'`.as("model"),
      sql<Digest | null>`plots ->> 'digest'`.as("plots"),
      "chain",
      "ended_at",
    ])
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(runsAtATime)
    .execute();
  const last = runs.at(-1)?.seq;
  if (last === undefined) return { last, digests: [] };
  const ended = new Map(runs.map(({ seq, ended_at }) => [seq, ended_at !== null]));
  const keptModel = (run: number, model: Digest | null) =>
    model !== null && ended.get(run) === true && deletedModels.has(model) ? null : model;
  const outputs = await queries
    .selectFrom("run_outputs")
    .select(sql<Digest>`artifact ->> 'digest'`.as("digest"))
    .where("run", ">", after)
    .where("run", "<=", last)
    .execute();
  const ofRuns = runs.flatMap(({ seq, source, model, plots, chain }) => [
    ...[source, keptModel(seq, model), plots],
    ...(fromOptionalJson(chain) ?? []).flatMap(({ spec }) => [
      spec.source ?? null,
      keptModel(seq, spec.model?.artifact ?? null),
    ]),
  ]);
  const ofSteps = (await readStepResults(queries, after, last)).flatMap(({ run, result }) => [
    keptModel(run, result.model?.digest ?? null),
    result.plots?.digest ?? null,
    ...Object.values(result.outputs).map(({ digest }) => digest),
  ]);
  return { last, digests: [...ofRuns, ...outputs.map(({ digest }) => digest), ...ofSteps] };
}

/** What steps of the runs left, and what is remembered of them. */
async function readStepResults(
  queries: Queries,
  after: number,
  last: number,
): Promise<readonly { readonly run: number; readonly result: StepResult }[]> {
  const found: { readonly run: number; readonly result: StepResult }[] = [];
  for (const table of ["run_attempts", "cached_steps"] as const) {
    const rows = await queries
      .selectFrom(table)
      .select(["run", "result"])
      .where("run", ">", after)
      .where("run", "<=", last)
      .where("result", "is not", null)
      .execute();
    for (const { run, result } of rows) if (result !== null) found.push({ run, result: fromJson(result) });
  }
  return found;
}
