import { createLineCounter } from "./line-counter.ts";

/** Where the last lines of a stored stream stand in an engine's log whose beginning is another. */
export interface StreamSearch {
  /** What lies behind them, perhaps nothing. */
  push(entry: Buffer): Buffer;
  /** Lines that were read, and are not behind them. */
  passed(): number;
  /** All of them were seen together: reading on changes nothing. */
  isCertain(): boolean;
  /** So many lines of the engine's log are stored, going by what was read; `undefined`: it does not show. */
  found(): number | undefined;
}

const newline = 10;

/**
 * `last`: the last lines that are stored, in order, at least one. The first place where they stand counts, so
 * that lines of a program that repeats itself come twice rather than not at all. The engine may also
 * have dropped some of them, its log then begins with the rest.
 */
export function createStreamSearch(last: readonly string[], secrets: readonly string[]): StreamSearch {
  const lines = createLineCounter(secrets);
  const recent: string[] = [];
  let found: number | undefined;
  let foundRest: number | undefined;

  function push(entry: Buffer): Buffer {
    let from = 0;
    while (found === undefined && from < entry.length) {
      const lineEnd = entry.indexOf(newline, from);
      const end = lineEnd < 0 ? entry.length : lineEnd + 1;
      const mark = lines.add(entry.subarray(from, end));
      from = end;
      if (mark !== undefined) compare(mark);
    }
    return entry.subarray(from);
  }

  function compare(mark: string): void {
    recent.push(mark);
    if (recent.length > last.length) recent.shift();
    if (!endsWith(last, recent)) return;
    if (recent.length === last.length) found = lines.count();
    else foundRest ??= lines.count();
  }

  return {
    push,
    passed: lines.count,
    isCertain: () => found !== undefined,
    found: () => found ?? foundRest,
  };
}

function endsWith(all: readonly string[], part: readonly string[]): boolean {
  for (let back = 1; back <= part.length; back += 1)
    if (all[all.length - back] !== part[part.length - back]) return false;
  return true;
}
