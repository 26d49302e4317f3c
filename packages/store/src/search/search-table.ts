import { assertNever, type SearchField } from "@mlx/core";
import { cellKind, columnOf } from "./cells.ts";
import type { DocumentValue } from "./run-documents.ts";

/** The values of one field: of each row its kind (see `cellKind`) and its value. */
export interface Column {
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
}

/** What a search looks at, by columns. A row that is not there has no `created`. */
export interface SearchTable {
  readonly size: number;
  readonly created: Column;
  column(field: SearchField): Column;
  /** Of a cell that is a text. */
  word(id: number): string;
}

export function newColumn(size: number): Column {
  return { kinds: new Uint8Array(size), values: new Float64Array(size) };
}

/** Texts that are in no store's dictionary get ids below 0. */
export interface LocalWords {
  readonly words: Map<number, string>;
  readonly ids: Map<string, number>;
}

export function setCell(
  { kinds, values }: Column,
  row: number,
  value: DocumentValue | undefined,
  local: LocalWords,
): void {
  switch (typeof value) {
    case "undefined":
      kinds[row] = cellKind.absent;
      return;
    case "number":
      kinds[row] = cellKind.number;
      values[row] = value;
      return;
    case "boolean":
      kinds[row] = cellKind.boolean;
      values[row] = Number(value);
      return;
    case "string":
      kinds[row] = cellKind.text;
      values[row] = localId(value, local);
      return;
    default:
      assertNever(value);
  }
}

export function localId(word: string, { words, ids }: LocalWords): number {
  const known = ids.get(word);
  if (known !== undefined) return known;
  const id = -1 - ids.size;
  ids.set(word, id);
  words.set(id, word);
  return id;
}

/** A table of documents. */
export function tableOf(
  documents: readonly ReadonlyMap<string, DocumentValue>[],
  fields: readonly SearchField[],
): SearchTable {
  const local: LocalWords = { words: new Map(), ids: new Map() };
  const made = new Map<string, Column>();
  for (const name of new Set([createdColumn, ...fields.map(columnOf)])) {
    const column = newColumn(documents.length);
    for (const [row, values] of documents.entries()) setCell(column, row, values.get(name), local);
    made.set(name, column);
  }
  return assembleTable(documents.length, made, local.words);
}

export const createdColumn = columnOf({ of: "attribute", name: "created" });

export function assembleTable(
  size: number,
  columns: ReadonlyMap<string, Column>,
  words: ReadonlyMap<number, string>,
): SearchTable {
  const none = newColumn(size);
  return {
    size,
    created: columns.get(createdColumn) ?? none,
    column: (field) => columns.get(columnOf(field)) ?? none,
    word: (id) => words.get(id) ?? "",
  };
}
