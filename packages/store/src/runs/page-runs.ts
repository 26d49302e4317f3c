import type { RunFilter, RunStore } from "@mlx/core";
import { type ExpressionBuilder, sql } from "kysely";
import { type Builder, type Glance, rememberSelect, rememberSelects } from "../remember-select.ts";
import type { Row, Tables } from "../tables.ts";
import { runStates } from "./run-rows.ts";

type RunRow = Row<"runs">;
type Position = Pick<RunRow, "seq" | "created_at">;
type Page = Parameters<RunStore["page"]>[1];

/** Of runs, by all of their values. */
interface Condition {
  readonly column: keyof RunRow;
  readonly operator: "=" | ">=" | "<" | "in";
  readonly values: readonly string[];
}

/**
 * By `created_at`, and of one instant in the order in which they were made. That of an experiment's runs is the
 * order of an index. Otherwise each state is a range of an index in this order; the states' pages are merged.
 */
export function pageRuns(
  look: Glance,
  namespace: string,
  filter: RunFilter,
  page: Page,
  totalOf: (key: string, count: () => number) => number,
): { readonly rows: readonly RunRow[]; readonly total: number } {
  const ranges = toRanges(namespace, filter);
  const total = totalOf(JSON.stringify(ranges), () =>
    ranges.reduce((sum, range) => sum + countRange(look, range), 0),
  );
  const [range] = ranges;
  const rows =
    range !== undefined && ranges.length === 1
      ? readRange(look, range, page)
      : mergeRanges(look, ranges, page);
  return { rows, total };
}

/** The conditions of each range; no run meets those of two. */
function toRanges(namespace: string, filter: RunFilter): readonly (readonly Condition[])[] {
  const { experiment, instance, backfill, since, until, task, triggers, states } = filter;
  const all = [
    ...where("namespace", "=", namespace),
    ...where("experiment", "=", experiment),
    ...where("instance", "=", instance),
    ...where("backfill", "=", backfill),
    ...where("created_at", ">=", since),
    ...where("created_at", "<", until),
    ...where("task", "=", task),
    ...where("trigger", "in", ...(triggers ?? [undefined])),
  ];
  if (states === undefined && experiment !== undefined) return [all];
  return [...new Set(states ?? runStates)].map((state) => [...where("state", "=", state), ...all]);
}

/** None where a value is absent. */
function where(
  column: Condition["column"],
  operator: Condition["operator"],
  ...given: readonly (string | undefined)[]
): readonly Condition[] {
  const values = given.filter((value) => value !== undefined);
  return values.length < given.length ? [] : [{ column, operator, values }];
}

const selectCount = rememberSelects<{ readonly number: number }>();

function countRange(look: Glance, range: readonly Condition[]): number {
  const rows = selectCount(look, shapeOf(range), valuesOf(range), () =>
    look.builder
      .selectFrom("runs")
      .where(meeting(range))
      .select(({ fn }) => fn.countAll<number>().as("number")),
  );
  return rows[0]?.number ?? 0;
}

const selectRange = rememberSelects<RunRow>();

function readRange(
  look: Glance,
  range: readonly Condition[],
  { limit, offset, order }: Page,
): readonly RunRow[] {
  const direction = order === "created" ? "asc" : "desc";
  return selectRange(look, shapeOf(range) + direction, [...valuesOf(range), limit, offset], () =>
    look.builder
      // In the index alone, also where the page is far from its beginning.
      .selectFrom(positions(look.builder, range, { limit, offset, order }).as("page"))
      .innerJoin("runs", "runs.seq", "page.seq")
      .selectAll("runs")
      .orderBy("page.created_at", direction)
      .orderBy("page.seq", direction),
  );
}

const selectPositions = rememberSelects<Position>();
const selectRow = rememberSelect((builder, seq: number) =>
  builder.selectFrom("runs").selectAll().where("seq", "=", seq),
);

function mergeRanges(
  look: Glance,
  ranges: readonly (readonly Condition[])[],
  { limit, offset, order }: Page,
): readonly RunRow[] {
  const upTo = { limit: limit + offset, offset: 0, order };
  const found = ranges.flatMap((range) =>
    selectPositions(look, shapeOf(range) + order, [...valuesOf(range), upTo.limit, upTo.offset], () =>
      positions(look.builder, range, upTo),
    ),
  );
  const sign = order === "created" ? 1 : -1;
  const page = found.sort((a, b) => sign * oldestFirst(a, b)).slice(offset, offset + limit);
  return page.flatMap(({ seq }) => selectRow(look, seq));
}

function positions(builder: Builder, range: readonly Condition[], { limit, offset, order }: Page) {
  const direction = order === "created" ? "asc" : "desc";
  return builder
    .selectFrom("runs")
    .where(meeting(range))
    .select(["seq", "created_at"])
    .orderBy("created_at", direction)
    .orderBy("seq", direction)
    .limit(limit)
    .offset(offset);
}

function meeting(range: readonly Condition[]) {
  return ({ and }: ExpressionBuilder<Tables, "runs">) =>
    and(
      range.map(({ column, operator, values }) =>
        operator === "in"
          ? sql<boolean>`${sql.ref(column)} in (${sql.join(values)})`
          : sql<boolean>`${sql.ref(column)} ${sql.raw(operator)} ${values[0]}`,
      ),
    );
}

function shapeOf(range: readonly Condition[]): string {
  return range.map(({ column, operator, values }) => `${column}${operator}${values.length}`).join();
}

function valuesOf(range: readonly Condition[]): readonly string[] {
  return range.flatMap(({ values }) => values);
}

function oldestFirst(a: Position, b: Position): number {
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? -1 : 1;
  return a.seq - b.seq;
}
