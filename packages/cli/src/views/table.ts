import type { Colours } from "../view-options.ts";
import { padEnd, padStart, toPlainText, truncate, widthOf } from "./layout.ts";

export interface Column<Row> {
  readonly header: string;
  readonly value: (row: Row) => string;
  readonly colour?: (text: string, row: Row) => string;
  readonly align?: "right";
  /** The narrowest it may be cut to when the table is too wide, the last column first; never cut unless given. */
  readonly least?: number;
  /** Left out when the table is still too wide; the highest number goes first. */
  readonly optional?: number;
}

const gap = "  ";

/** Rows in columns under a header, at most `width` wide as far as columns may be cut or left out. */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { width, colours }: { readonly width: number; readonly colours: Colours },
): string {
  const cells = columns.map((column) => ({
    column,
    texts: rows.map((row) => toPlainText(column.value(row))),
  }));
  const shown = cells
    .filter(({ texts }) => texts.some((text) => text !== ""))
    .map(({ column, texts }) => ({
      column,
      texts,
      size: Math.max(widthOf(column.header), ...texts.map(widthOf)),
    }));
  const fitted = fit(shown, width);
  const line = (cellOf: (cell: (typeof fitted)[number]) => string) => fitted.map(cellOf).join(gap).trimEnd();
  const align = (text: string, { column, size }: (typeof fitted)[number]) =>
    column.align === "right" ? padStart(truncate(text, size), size) : padEnd(truncate(text, size), size);
  const header = line((cell) => colours.dim(align(cell.column.header, cell)));
  const body = rows.map((row, index) =>
    line((cell) => {
      const text = align(cell.texts[index] ?? "", cell);
      return cell.column.colour?.(text, row) ?? text;
    }),
  );
  return [header, ...body].join("\n");
}

interface Cells<Row> {
  readonly column: Column<Row>;
  readonly texts: readonly string[];
  readonly size: number;
}

function fit<Row>(cells: readonly Cells<Row>[], width: number): readonly Cells<Row>[] {
  const total = cells.reduce((sum, { size }) => sum + size + gap.length, -gap.length);
  let over = total - width;
  if (over <= 0) return cells;
  const cut = cells.toReversed().map((cell) => {
    const room = Math.max(0, cell.size - (cell.column.least ?? cell.size));
    const taken = Math.min(room, Math.max(0, over));
    over -= taken;
    return { ...cell, size: cell.size - taken };
  });
  cut.reverse();
  if (over <= 0) return cut;
  const leaving = cells.reduce<Cells<Row> | undefined>(
    (worst, cell) => ((cell.column.optional ?? 0) > (worst?.column.optional ?? 0) ? cell : worst),
    undefined,
  );
  if (leaving === undefined) return cut;
  return fit(
    cells.filter((cell) => cell !== leaving),
    width,
  );
}
