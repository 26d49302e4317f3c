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

/** Of each cell the value, then of each the slot, then of each the kind; in the order of slots. */
export function encodeCells(cells: readonly Cell[]): Uint8Array {
  const { length } = cells;
  const bytes = new Uint8Array(length * bytesOfCell);
  const { values, slots, kinds } = viewCells(bytes);
  for (const [index, { slot, kind, value }] of cells.toSorted((a, b) => a.slot - b.slot).entries()) {
    values[index] = value;
    slots[index] = slot;
    kinds[index] = kind;
  }
  return bytes;
}

export interface PackedCells {
  readonly values: Float64Array;
  readonly slots: Uint16Array;
  readonly kinds: Uint8Array;
}

/** Views of the same bytes, of a copy where they do not lie as the processor wants them. */
export function viewCells(bytes: Uint8Array): PackedCells {
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const length = bytes.byteLength / bytesOfCell;
  return {
    values: new Float64Array(buffer, byteOffset, length),
    slots: new Uint16Array(buffer, byteOffset + length * 8, length),
    kinds: new Uint8Array(buffer, byteOffset + length * 10, length),
  };
}

/** The name of the column that a field's values stand in. */
export function columnOf({ of, name }: SearchField): string {
  return `${of}.${name}`;
}
