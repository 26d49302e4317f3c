import type { ModelStore } from "@mlx/core";
import { sql } from "kysely";
import { type Glance, rememberSelects } from "../remember-select.ts";
import type { Row } from "../tables.ts";
import { toModelVersion } from "./version-rows.ts";

type PageOf = ModelStore["page"];

const selectRows = rememberSelects<Row<"model_versions">>();
const selectCount = rememberSelects<{ readonly number: number }>();

/** Those that are not DELETED, in the order of their publication or backwards. */
export function pageVersions(
  look: Glance,
  namespace: string,
  { experiment, runId }: Parameters<PageOf>[0],
  { limit, offset, order }: Parameters<PageOf>[1],
  totalOf: (key: string, count: () => number) => number,
): Awaited<ReturnType<PageOf>> {
  const matching = () => {
    let query = look.builder
      .selectFrom("model_versions")
      // The words of the indexes in this order: SQLite knows them as they stand only. A run has one or two.
      .where(runId === undefined ? sql<boolean>`status <> 'DELETED'` : sql<boolean>`+status <> 'DELETED'`)
      .where("namespace", "=", namespace);
    if (experiment !== undefined) query = query.where("experiment", "=", experiment);
    if (runId !== undefined) query = query.where("run_id", "=", runId);
    return query;
  };
  const values = [namespace, experiment, runId].filter((value) => value !== undefined);
  const shape = `${experiment === undefined}${runId === undefined}`;
  const total = totalOf(shape + JSON.stringify(values), () => {
    const [count] = selectCount(look, shape, values, () =>
      matching().select(({ fn }) => fn.countAll<number>().as("number")),
    );
    return count?.number ?? 0;
  });
  const rows = selectRows(look, shape + order, [...values, limit, offset], () =>
    matching()
      .selectAll()
      .orderBy("seq", order === "created" ? "asc" : "desc")
      .limit(limit)
      .offset(offset),
  );
  return { versions: rows.map(toModelVersion), total };
}
