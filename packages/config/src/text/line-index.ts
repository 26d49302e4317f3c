import type { Position } from "@mlx/core";

export interface LineIndex {
  /** The line and column, from 1, of an offset. */
  positionAt(offset: number): Position;
  /** The text of a line, from 1, without its end; `undefined` past the last one. */
  lineAt(line: number): string | undefined;
}

/** Finds lines in a text; one pass, on first use. */
export function createLineIndex(text: string): LineIndex {
  let starts: number[] | undefined;

  function lineStarts(): number[] {
    if (starts !== undefined) return starts;
    starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return starts;
  }

  return {
    positionAt(offset) {
      const all = lineStarts();
      let low = 0;
      let high = all.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((all[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (all[low] ?? 0) + 1 };
    },
    lineAt(line) {
      const all = lineStarts();
      const start = all[line - 1];
      if (start === undefined) return undefined;
      const next = all[line];
      return text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, "");
    },
  };
}
