import type { Approval, Evaluation, ModelStore } from "@mlx/core";
import type { Queries } from "../database.ts";
import { fromJson, toJson } from "../json-text.ts";
import { withoutNulls } from "../without-nulls.ts";

/** Of one id the first is kept. */
export async function insertEvaluation(
  queries: Queries,
  namespace: string,
  evaluation: Evaluation,
): Promise<void> {
  const { id, model, version } = evaluation;
  await queries
    .insertInto("evaluations")
    .values({ namespace, id, model, version, record: toJson(evaluation) })
    .onConflict((conflict) => conflict.columns(["namespace", "id"]).doNothing())
    .execute();
}

/** Newest first. A model that has another name since has it here. */
export async function listEvaluations(
  queries: Queries,
  namespace: string,
  { model, version }: { readonly model: string; readonly version?: number },
  limit: number,
): Promise<readonly Evaluation[]> {
  let query = queries
    .selectFrom("evaluations")
    .select(["record", "model"])
    .where("namespace", "=", namespace)
    .where("model", "=", model);
  if (version !== undefined) query = query.where("version", "=", version);
  const rows = await query.orderBy("seq", "desc").limit(limit).execute();
  return rows.map((row) => ({ ...fromJson(row.record), model: row.model }));
}

export async function readEvaluationsAfter(
  queries: Queries,
  namespace: string,
  after: number,
  limit: number,
): ReturnType<ModelStore["evaluationsAfter"]> {
  const rows = await queries
    .selectFrom("evaluations")
    .select(["seq", "record", "model"])
    .where("namespace", "=", namespace)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map(({ seq, record, model }) => ({ seq, evaluation: { ...fromJson(record), model } }));
}

export async function insertApproval(
  queries: Queries,
  namespace: string,
  { model, version, alias, actor, at, comment }: Approval,
): Promise<void> {
  await queries
    .insertInto("approvals")
    .values({ namespace, model, version, alias, actor, at, comment: comment ?? null })
    .onConflict((conflict) =>
      conflict.columns(["namespace", "model", "version", "alias", "actor"]).doNothing(),
    )
    .execute();
}

/** Oldest first. */
export async function listApprovals(
  queries: Queries,
  namespace: string,
  of: Pick<Approval, "model" | "version" | "alias">,
): Promise<readonly Approval[]> {
  const rows = await queries
    .selectFrom("approvals")
    .select(["model", "version", "alias", "actor", "at", "comment"])
    .where("namespace", "=", namespace)
    .where("model", "=", of.model)
    .where("version", "=", of.version)
    .where("alias", "=", of.alias)
    .orderBy("seq")
    .execute();
  return rows.map(withoutNulls);
}
