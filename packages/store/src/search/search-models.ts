import {
  assertNever,
  type ModelStore,
  type SearchCondition,
  type SearchField,
  type SearchQuery,
} from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { fromJson } from "../json-text.ts";
import { decodeMetrics } from "../metrics/encode-metrics.ts";
import { toModelVersion } from "../registry/version-rows.ts";
import type { Row } from "../tables.ts";
import { columnOf } from "./cells.ts";
import { fieldsOf } from "./fields-of.ts";
import { selectPage } from "./order-rows.ts";
import { addTags, type DocumentValue } from "./run-documents.ts";
import { tableOf } from "./search-table.ts";
import { valueTests } from "./value-tests.ts";

type VersionRow = Row<"model_versions">;
type Document = Map<string, DocumentValue>;

const alias: SearchField = { of: "attribute", name: "alias" };

/**
 * The page of the model versions that the query names, and how many there are on all pages. They are read anew:
 * there are few of them beside the runs.
 */
export async function searchModels(
  queries: Queries,
  namespace: string,
  query: SearchQuery,
): ReturnType<ModelStore["search"]> {
  const found = await queries
    .selectFrom("model_versions")
    .where("namespace", "=", namespace)
    .orderBy("seq")
    .select([
      ...(["seq", "id", "model", "version", "status", "experiment", "instance", "run_id"] as const),
      ...(["created_at", "artifact", "metrics", "tags"] as const),
    ])
    .execute();
  const aliases = await readAliases(queries, namespace);
  const documents = found.map((row) => describeVersion(row, aliases.get(keyOf(row)) ?? []));
  const asked = splitAliases(query, documents, (index) => {
    const row = found[index];
    return row === undefined ? [] : (aliases.get(keyOf(row)) ?? []);
  });
  const { rows, total } = selectPage(asked, tableOf(documents, fieldsOf(asked)));
  const seqs = rows.flatMap((row) => found[row]?.seq ?? []);
  const bySeq = new Map<number, VersionRow>();
  for (const some of chunks(seqs))
    for (const row of await queries
      .selectFrom("model_versions")
      .selectAll()
      .where("seq", "in", some)
      .execute())
      bySeq.set(row.seq, row);
  return { versions: seqs.flatMap((seq) => bySeq.get(seq) ?? []).map(toModelVersion), total };
}

function keyOf({ model, version }: Pick<VersionRow, "model" | "version">): string {
  return `${model}@v${version}`;
}

async function readAliases(
  queries: Queries,
  namespace: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await queries
    .selectFrom("aliases")
    .select(["model", "version", "alias"])
    .where("namespace", "=", namespace)
    .orderBy("alias")
    .execute();
  return new Map([...Map.groupBy(rows, keyOf)].map(([key, borne]) => [key, borne.map((each) => each.alias)]));
}

type FoundVersion = Pick<
  VersionRow,
  | ("id" | "model" | "version" | "status" | "experiment" | "instance" | "run_id")
  | ("created_at" | "artifact" | "metrics" | "tags")
>;

function describeVersion(row: FoundVersion, aliases: readonly string[]): Document {
  const attributes = {
    ...{ id: row.id, model: row.model, version: row.version, status: row.status },
    ...{ experiment: row.experiment, instance: row.instance, run: row.run_id, alias: aliases[0] },
    ...{ created: Date.parse(row.created_at), size: fromJson(row.artifact).size },
  };
  const values: Document = new Map();
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== null) values.set(columnOf({ of: "attribute", name }), value);
  for (const [name, value] of Object.entries(decodeMetrics(fromJson(row.metrics))))
    values.set(columnOf({ of: "metric", name }), value);
  addTags(values, fromJson(row.tags));
  return values;
}

/**
 * A version may bear several aliases: what is asked of them is true where it is of one, and `!=` where none is
 * equal. Each such question becomes a column that has the answer.
 */
function splitAliases(
  query: SearchQuery,
  documents: readonly Document[],
  aliasesOf: (index: number) => readonly string[],
): SearchQuery {
  let asked = 0;
  const split = (condition: SearchCondition): SearchCondition => {
    switch (condition.type) {
      case "and":
      case "or":
        return { ...condition, conditions: condition.conditions.map(split) };
      case "not":
        return { ...condition, condition: split(condition.condition) };
      case "absent":
        return condition;
      case "compare":
      case "in":
      case "like": {
        if (columnOf(condition.field) !== columnOf(alias)) return condition;
        const none = condition.type === "compare" && condition.op === "!=";
        const { text } = valueTests(none ? { ...condition, op: "=" } : condition);
        const field: SearchField = { of: "attribute", name: `alias ${asked}` };
        asked += 1;
        for (const [index, values] of documents.entries()) {
          const aliases = aliasesOf(index);
          const some = aliases.some(text);
          if (aliases.length > 0) values.set(columnOf(field), some !== none);
        }
        return { type: "compare", field, op: "=", value: true };
      }
      default:
        return assertNever(condition);
    }
  };
  return query.where === undefined ? query : { ...query, where: split(query.where) };
}
