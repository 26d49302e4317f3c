import type { SearchField } from "@mlx/core";

/** How many runs a segment is for. */
export const segmentSize = 1024;

/** `text`: the value is the id of a word; `boolean`: 0 or 1. A number may be NaN. */
export const cellKind = { absent: 0, number: 1, text: 2, boolean: 3 } as const;
export type CellKind = (typeof cellKind)[keyof typeof cellKind];

export interface Cell {
  readonly slot: number;
  readonly kind: CellKind;
  readonly value: number;
}

const bytesOfCell = 8 + 2 + 1;

/** Of each cell the value, then of each the slot, then of each the kind. */
export function encodeCells(cells: readonly Cell[]): Uint8Array {
  const { length } = cells;
  const bytes = new Uint8Array(length * bytesOfCell);
  const view = new DataView(bytes.buffer);
  for (const [index, { slot, kind, value }] of cells.entries()) {
    view.setFloat64(index * 8, value, true);
    view.setUint16(length * 8 + index * 2, slot, true);
    view.setUint8(length * 10 + index, kind);
  }
  return bytes;
}

/** Calls `take` for each cell. */
export function decodeCells(
  bytes: Uint8Array,
  take: (slot: number, kind: number, value: number) => void,
): void {
  const length = bytes.byteLength / bytesOfCell;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let index = 0; index < length; index += 1)
    take(
      view.getUint16(length * 8 + index * 2, true),
      view.getUint8(length * 10 + index),
      view.getFloat64(index * 8, true),
    );
}

/** The name of the column that a field's values stand in. */
export function columnOf({ of, name }: SearchField): string {
  return `${of}.${name}`;
}
