/** Passes on what of a stream of the engine's log is not stored yet. */

import { createLineCounter } from "./line-counter.ts";
import type { LineMarks } from "./line-marks.ts";
import type { StreamSearch } from "./stream-search.ts";

export interface SkipPlan {
  /** Lines that are stored. */
  readonly lines: number;
  /** What some of them have to be. */
  readonly marks: LineMarks;
}

export interface StreamSkip {
  /** What of the entry is new, perhaps nothing; `undefined`, for ever, once a line was not the one it has to be. */
  push(entry: Buffer): Buffer | undefined;
  /** What is stored was passed. */
  isOver(): boolean;
}

const newline = 10;

export function createStreamSkip(plan: SkipPlan, secrets: readonly string[]): StreamSkip {
  const lines = createLineCounter(secrets);
  let agrees = true;

  function push(entry: Buffer): Buffer | undefined {
    let from = 0;
    while (agrees && lines.count() < plan.lines && from < entry.length) {
      const number = lines.count();
      const found = entry.indexOf(newline, from);
      const end = found < 0 ? entry.length : found + 1;
      const mark = lines.add(entry.subarray(from, end));
      const expected = plan.marks.get(number);
      if (mark !== undefined && expected !== undefined && mark !== expected) agrees = false;
      from = end;
    }
    return agrees ? entry.subarray(from) : undefined;
  }

  return { push, isOver: () => lines.count() >= plan.lines };
}

/** Skips up to where the search finds the last stored lines; they have to be among the first `atMost`. */
export function createSkipBySearch(search: StreamSearch, atMost: number): StreamSkip {
  function push(entry: Buffer): Buffer | undefined {
    const behind = search.push(entry);
    return search.isCertain() || search.passed() <= atMost ? behind : undefined;
  }

  return { push, isOver: search.isCertain };
}
