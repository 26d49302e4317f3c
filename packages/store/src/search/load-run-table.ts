import type { SearchField } from "@mlx/core";
import type { Queries } from "../database.ts";
import { fromOptionalJson } from "../json-text.ts";
import { readDirty } from "./absorb-runs.ts";
import { cellKind, columnOf, segmentSize, viewCells } from "./cells.ts";
import { readRunDocuments } from "./run-documents.ts";
import {
  assembleTable,
  type Column,
  createdColumn,
  type LocalWords,
  localId,
  newColumn,
  type SearchTable,
  setCell,
} from "./search-table.ts";
import { readWords } from "./words.ts";

export interface RunTable extends SearchTable {
  /** Of a row. */
  seq(row: number): number;
}

const idColumn = columnOf({ of: "attribute", name: "id" });
const serviceColumn = columnOf({ of: "attribute", name: "service" });
const experimentColumn = columnOf({ of: "attribute", name: "experiment" });

/** The namespace's runs, with the columns of the fields alone; those that changed lately from their own rows. */
export async function loadRunTable(
  queries: Queries,
  namespace: string,
  fields: readonly SearchField[],
): Promise<RunTable> {
  const names = new Set([createdColumn, ...fields.map(columnOf)]);
  if (names.has(serviceColumn)) names.add(experimentColumn);
  const dirty = await readDirty(queries);
  const segments = await readSegments(queries, namespace, dirty);
  const size = segments.length * segmentSize;
  const placeOf = new Map(segments.map((segment, index) => [segment, index * segmentSize]));
  const rowOf = (seq: number) =>
    (placeOf.get(Math.floor(seq / segmentSize)) ?? Number.NaN) + (seq % segmentSize);

  const columns = new Map<string, Column>();
  for (const name of names) columns.set(name, await readColumn(queries, namespace, name, { size, placeOf }));
  const local: LocalWords = { words: new Map(), ids: new Map() };
  const documents = await readRunDocuments(queries, dirty);
  for (const seq of dirty) {
    const document = documents.get(seq);
    const values = document?.namespace === namespace ? document.values : undefined;
    for (const [name, column] of columns) setCell(column, rowOf(seq), values?.get(name), local);
  }
  await readWords(queries, wordsOf(columns.values()), local.words);
  if (names.has(idColumn)) columns.set(idColumn, await readIds(queries, namespace, { size, rowOf }, local));
  const experiments = columns.get(experimentColumn);
  if (names.has(serviceColumn) && experiments !== undefined)
    columns.set(serviceColumn, await readServices(queries, namespace, experiments, local));
  return {
    ...assembleTable(size, columns, local.words),
    seq: (row) => (segments[Math.floor(row / segmentSize)] ?? Number.NaN) * segmentSize + (row % segmentSize),
  };
}

/** In order: those that have cells of the namespace, and those of the changed runs. */
async function readSegments(
  queries: Queries,
  namespace: string,
  dirty: readonly number[],
): Promise<readonly number[]> {
  const rows = await queries
    .selectFrom("search_cells")
    .select("segment")
    .where("namespace", "=", namespace)
    .where("column", "=", createdColumn)
    .execute();
  const changed = dirty.map((seq) => Math.floor(seq / segmentSize));
  return [...new Set([...rows.map(({ segment }) => segment), ...changed])].sort((a, b) => a - b);
}

async function readColumn(
  queries: Queries,
  namespace: string,
  name: string,
  { size, placeOf }: { readonly size: number; readonly placeOf: ReadonlyMap<number, number> },
): Promise<Column> {
  const column = newColumn(size);
  const rows = await queries
    .selectFrom("search_cells")
    .select(["segment", "cells"])
    .where("namespace", "=", namespace)
    .where("column", "=", name)
    .execute();
  for (const { segment, cells } of rows) {
    const place = placeOf.get(segment);
    if (place === undefined) continue;
    const packed = viewCells(cells);
    const { length } = packed.slots;
    const [first = 0] = packed.slots;
    if ((packed.slots[length - 1] ?? 0) - first === length - 1) {
      // Without a gap, as most are.
      column.kinds.set(packed.kinds, place + first);
      column.values.set(packed.values, place + first);
    } else
      for (let index = 0; index < length; index += 1) {
        const row = place + (packed.slots[index] ?? 0);
        column.kinds[row] = packed.kinds[index] ?? cellKind.absent;
        column.values[row] = packed.values[index] ?? Number.NaN;
      }
  }
  return column;
}

/** Of the dictionary, each once. */
function wordsOf(columns: Iterable<Column>): readonly number[] {
  const found = new Set<number>();
  for (const { kinds, values } of columns) {
    // Mostly the same as of the row before, or of one shortly before.
    const recent = new Float64Array(256);
    for (let row = 0; row < kinds.length; row += 1) {
      if (kinds[row] !== cellKind.text) continue;
      const value = values[row] ?? 0;
      if (value <= 0 || recent[value & 255] === value) continue;
      recent[value & 255] = value;
      found.add(value);
    }
  }
  return [...found];
}

/** Each run has its own, so that they stand in no cells. */
async function readIds(
  queries: Queries,
  namespace: string,
  { size, rowOf }: { readonly size: number; readonly rowOf: (seq: number) => number },
  local: LocalWords,
): Promise<Column> {
  const column = newColumn(size);
  const rows = await queries
    .selectFrom("runs")
    .select(["seq", "id"])
    .where("namespace", "=", namespace)
    .execute();
  for (const { seq, id } of rows) setCell(column, rowOf(seq), id, local);
  return column;
}

/** A run is of the service that its experiment is of, as it is applied, or was last. */
async function readServices(
  queries: Queries,
  namespace: string,
  experiments: Column,
  local: LocalWords,
): Promise<Column> {
  const services = new Map<number, number | undefined>();
  const column = newColumn(experiments.kinds.length);
  for (const [row, kind] of experiments.kinds.entries()) {
    const experiment = experiments.values[row] ?? 0;
    if (kind !== cellKind.text) continue;
    if (!services.has(experiment)) {
      const service = await readService(queries, namespace, local.words.get(experiment) ?? "");
      services.set(experiment, service === undefined ? undefined : localId(service, local));
    }
    const service = services.get(experiment);
    if (service === undefined) continue;
    column.kinds[row] = cellKind.text;
    column.values[row] = service;
  }
  return column;
}

async function readService(
  queries: Queries,
  namespace: string,
  experiment: string,
): Promise<string | undefined> {
  const newest = await queries
    .selectFrom("resource_revisions")
    .select("spec")
    .where("namespace", "=", namespace)
    .where(({ eb, ref }) => eb(ref("address"), "=", experiment as never))
    .where("spec", "is not", null)
    .orderBy("serial", "desc")
    .limit(1)
    .executeTakeFirst();
  const spec = fromOptionalJson(newest?.spec ?? null);
  return spec !== null && "service" in spec && typeof spec.service === "string" ? spec.service : undefined;
}
