import { InternalError } from "@mlx/core";
import type { Compilable, QueryCreator } from "kysely";
import type { Tables } from "./tables.ts";

/** Builds statements; runs none. */
export type Builder = QueryCreator<Tables>;
type Value = string | number;

/** Reads at once, without a promise in between. */
export interface Glance {
  readonly builder: Builder;
  all<Row>(statement: { readonly sql: string; readonly parameters: readonly Value[] }): readonly Row[];
}

/**
 * A select whose text is the same whatever its arguments, which are its parameters in their order: it is
 * compiled once for each database, since that takes Kysely longer than it takes SQLite to find a row.
 */
export function rememberSelect<Arguments extends readonly Value[], Row>(
  build: (builder: Builder, ...values: Arguments) => Compilable<Row>,
): (glance: Glance, ...values: Arguments) => readonly Row[] {
  const select = rememberSelects<Row>();
  return (glance, ...values) => select(glance, "", values, () => build(glance.builder, ...values));
}

/** As `rememberSelect`, for selects of several shapes: those of equal `shape` have one text. */
export function rememberSelects<Row>(): (
  glance: Glance,
  shape: string,
  values: readonly Value[],
  build: () => Compilable<Row>,
) => readonly Row[] {
  const known = new WeakMap<Builder, Map<string, string>>();
  return ({ builder, all }, shape, values, build) => {
    const texts = known.get(builder) ?? new Map<string, string>();
    known.set(builder, texts);
    const sql = texts.get(shape) ?? compile(build(), values);
    texts.set(shape, sql);
    return all<Row>({ sql, parameters: values });
  };
}

function compile(built: Compilable, values: readonly Value[]): string {
  const { sql, parameters } = built.compile();
  if (parameters.length !== values.length || parameters.some((value, index) => value !== values[index]))
    throw new InternalError(`not only the values, in their order, are in: ${sql.slice(0, 200)}`);
  return sql;
}
