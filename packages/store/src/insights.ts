import { type Insight, type InsightStore, insightSubjects } from "@mlx/core";
import type { Database, Queries } from "./database.ts";
import { fromJson, toJson } from "./json-text.ts";

/** What somebody measured. */
export function createInsightStore({ namespace, read, write }: Database): InsightStore {
  return {
    add: (insight) => write((queries) => insertInsight(queries, namespace, insight)),
    get: (id) =>
      read(async (queries) => {
        const row = await queries
          .selectFrom("insights")
          .select("record")
          .where("namespace", "=", namespace)
          .where("id", "=", id)
          .executeTakeFirst();
        return row === undefined ? undefined : fromJson(row.record);
      }),
    list: ({ context = {} }, { limit, offset }) =>
      read(async (queries) => {
        const matching = selectMatching(queries, namespace, context);
        const { total } = await matching
          .select(({ fn }) => fn.countAll<number>().as("total"))
          .executeTakeFirstOrThrow();
        const rows = await matching
          .select("record")
          .orderBy("seq", "desc")
          .limit(limit)
          .offset(offset)
          .execute();
        return { insights: rows.map(({ record }) => fromJson(record)), total };
      }),
  };
}

async function insertInsight(queries: Queries, namespace: string, insight: Insight): Promise<void> {
  const made = await queries
    .insertInto("insights")
    .values({ namespace, id: insight.id, record: toJson(insight) })
    .onConflict((conflict) => conflict.columns(["namespace", "id"]).doNothing())
    .returning("seq")
    .executeTakeFirst();
  if (made === undefined) return;
  const contexts = contextOf(insight.context).map((context) => ({
    namespace,
    ...context,
    insight: made.seq,
  }));
  if (contexts.length > 0) await queries.insertInto("insight_contexts").values(contexts).execute();
}

function selectMatching(queries: Queries, namespace: string, context: Insight["context"]) {
  let query = queries.selectFrom("insights").where("namespace", "=", namespace);
  for (const { subject, value } of contextOf(context))
    query = query.where("seq", "in", ({ selectFrom }) =>
      selectFrom("insight_contexts")
        .select("insight")
        .where("namespace", "=", namespace)
        .where("subject", "=", subject)
        .where("value", "=", value),
    );
  return query;
}

function contextOf(context: Insight["context"]) {
  return insightSubjects.flatMap((subject) => {
    const value = context[subject];
    return value === undefined ? [] : [{ subject, value }];
  });
}
