import { type Insight, type InsightStore, type InsightSubject, insightSubjects } from "@mlx/core";
import type { Database, Queries } from "./database.ts";
import { fromJson, type JsonText, toPlainJson } from "./json-text.ts";
import { rememberInsert } from "./remember-insert.ts";
import { type Builder, type Glance, rememberSelect, rememberSelects } from "./remember-select.ts";
import { rememberTotals } from "./remember-totals.ts";
import type { NewRow, Row } from "./tables.ts";

/** What somebody measured. */
export function createInsightStore({ namespace, glance, write, version }: Database): InsightStore {
  const totalOf = rememberTotals(version);
  const addMany = (insights: readonly Insight[]) =>
    write((queries) => insertInsights(queries, namespace, insights));
  return {
    add: (insight) => addMany([insight]),
    addMany,
    get: (id) => glance((look) => selectOne(look, namespace, id).map(toInsight)[0]),
    list: ({ context = {} }, page) =>
      glance((look) => {
        const wanted = { namespace, named: contextOf(context) };
        const total = totalOf(JSON.stringify(wanted.named), () => countWanted(look, wanted));
        return { insights: readWanted(look, wanted, page).map(toInsight), total };
      }),
  };
}

type Named = readonly { readonly subject: InsightSubject; readonly value: string }[];

interface Wanted {
  readonly namespace: string;
  /** All of them have to be equal. */
  readonly named: Named;
}

async function insertInsights(
  queries: Queries,
  namespace: string,
  insights: readonly Insight[],
): Promise<void> {
  const fresh = new Map<string, Insight>();
  for (const insight of insights) if (!fresh.has(insight.id)) fresh.set(insight.id, insight);
  const made = await insertRows(
    queries,
    [...fresh.values()].map((insight) => ({ namespace, id: insight.id, record: toPlainJson(insight) })),
  );
  const contexts = made.flatMap(({ id, seq }) =>
    contextOf(fresh.get(id)?.context ?? {}).map((context) => ({ namespace, ...context, insight: seq })),
  );
  await insertContexts(queries, contexts);
}

const insertRows = rememberInsert((queries, rows: readonly Omit<Row<"insights">, "seq">[]) =>
  queries
    .insertInto("insights")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["namespace", "id"]).doNothing())
    .returning(["id", "seq"]),
);

const insertContexts = rememberInsert((queries, rows: readonly NewRow<"insight_contexts">[]) =>
  queries.insertInto("insight_contexts").values(rows),
);

const selectOne = rememberSelect((builder, namespace: string, id: string) =>
  builder.selectFrom("insights").select("record").where("namespace", "=", namespace).where("id", "=", id),
);

const selectCount = rememberSelects<{ readonly number: number }>();

function countWanted(look: Glance, wanted: Wanted): number {
  const [count] = selectCount(look, shapeOf(wanted), valuesOf(wanted), () =>
    matching(look.builder, wanted).select(({ fn }) => fn.countAll<number>().as("number")),
  );
  return count?.number ?? 0;
}

const selectPage = rememberSelects<{ readonly record: JsonText<Insight> }>();

function readWanted(
  look: Glance,
  wanted: Wanted,
  { limit, offset, order = "-created" }: Parameters<InsightStore["list"]>[1],
) {
  const direction = order === "created" ? "asc" : "desc";
  return selectPage(look, shapeOf(wanted) + direction, [...valuesOf(wanted), limit, offset], () =>
    look.builder
      .selectFrom(
        matching(look.builder, wanted)
          .select("found.insight")
          .orderBy("found.insight", direction)
          .limit(limit)
          .offset(offset)
          .as("page"),
      )
      .innerJoin("insights", "insights.seq", "page.insight")
      .select("insights.record")
      .orderBy("page.insight", direction),
  );
}

/** The `insight` of each that has the wanted context: found by the first that is named, in order. */
function matching(builder: Builder, { namespace, named: [first, ...others] }: Wanted) {
  const found =
    first === undefined
      ? builder.selectFrom("insights").select("seq as insight").where("namespace", "=", namespace)
      : builder
          .selectFrom("insight_contexts")
          .select("insight")
          .where("namespace", "=", namespace)
          .where("subject", "=", first.subject)
          .where("value", "=", first.value);
  let query = builder.selectFrom(found.as("found"));
  for (const other of others)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom("insight_contexts as also")
          .select("also.insight")
          .where("also.namespace", "=", namespace)
          .where("also.subject", "=", other.subject)
          .where("also.value", "=", other.value)
          .whereRef("also.insight", "=", "found.insight"),
      ),
    );
  return query;
}

/** Of equal ones the statements have the same text. */
function shapeOf({ named }: Wanted): string {
  return String(named.length);
}

function valuesOf({ namespace, named }: Wanted): readonly string[] {
  return named.length === 0
    ? [namespace]
    : named.flatMap(({ subject, value }) => [namespace, subject, value]);
}

function contextOf(context: Insight["context"]): Named {
  return insightSubjects.flatMap((subject) => {
    const value = context[subject];
    return value === undefined ? [] : [{ subject, value }];
  });
}

function toInsight({ record }: { readonly record: JsonText<Insight> }): Insight {
  return fromJson(record);
}
