import { bytesOf, createQuoteTracker } from "./line-ends.ts";

const lineFeed = 0x0a;

export interface BrokenRow {
  /** Where the row begins; from 1. */
  readonly line: number;
  readonly reason: string;
}

/** The first row of a CSV file that has not as many cells as the header, or never ends; for messages. */
export async function findBrokenRow(file: string, delimiter: string): Promise<BrokenRow | undefined> {
  const isOutside = createQuoteTracker();
  const between = delimiter.charCodeAt(0);
  let wanted: number | undefined;
  let cells = 1;
  let bytes = 0;
  let line = 1;
  let begun = 1;
  let outside = true;
  const fault = (): BrokenRow | undefined => {
    if (bytes === 0 || wanted === undefined || cells === wanted) return undefined;
    return { line: begun, reason: `The row has ${counted(cells)}, and the header has ${counted(wanted)}.` };
  };
  for await (const chunk of bytesOf(file))
    for (const byte of chunk) {
      outside = isOutside(byte);
      if (byte === lineFeed) line += 1;
      if (outside && byte === between) cells += 1;
      if (!outside || byte !== lineFeed) {
        if (byte !== 0x0d) bytes += 1;
        continue;
      }
      const found = fault();
      if (found !== undefined) return found;
      wanted ??= cells;
      cells = 1;
      bytes = 0;
      begun = line;
    }
  if (!outside && line > begun)
    return { line: begun, reason: "A quotation mark is opened in the row, and not closed." };
  return fault();
}

function counted(cells: number): string {
  return `${cells} ${cells === 1 ? "cell" : "cells"}`;
}
