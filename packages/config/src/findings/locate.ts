/** From places to lines and columns. */
import type { SourceRange } from "@mlx/core";
import type { SourceFile, SourceText } from "../files/source-file.ts";
import { createPositionIndex, type PositionIndex } from "../text/position-index.ts";
import type { Place } from "./problem.ts";

export interface Located {
  readonly range: SourceRange;
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** Looks places up; each file is gone through once, when the first of its places is asked for. */
export function createLocator(): (place: Place) => Located {
  const indexes = new Map<SourceFile, PositionIndex>();

  function offsetsOf(place: Place): { source: SourceText; start: number; end: number } {
    if ("source" in place) return place;
    const { file, path, on, part } = place;
    let index = indexes.get(file);
    if (index === undefined) {
      index = createPositionIndex(file);
      indexes.set(file, index);
    }
    const offsets = index.offsetsAt(path);
    // A part that does not exist is missing in the whole: its key stands for it.
    const onKey = (on === "key" || !offsets.complete) && offsets.keyEnd > offsets.keyStart;
    const start = onKey ? offsets.keyStart : offsets.start;
    const end = onKey ? offsets.keyEnd : offsets.end;
    if (part === undefined) return { source: file, start, end };
    const at = file.text().slice(start, end).indexOf(part);
    return at === -1
      ? { source: file, start, end }
      : { source: file, start: start + at, end: start + at + part.length };
  }

  return (place) => {
    const { source, start, end } = offsetsOf(place);
    const lines = source.lines();
    return {
      source,
      start,
      end,
      range: { file: source.path, start: lines.positionAt(start), end: lines.positionAt(end) },
    };
  };
}
