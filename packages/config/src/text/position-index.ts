import type { Json } from "@mlx/core";
import type { SourceFile } from "../files/source-file.ts";

/** Offsets of a value and of its key. A list's items have no key: theirs is empty. */
interface NodeOffsets {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly start: number;
  readonly end: number;
  /** The whole path exists. */
  readonly complete: boolean;
}

/** Looks places up in a file's flat positions. */
export interface PositionIndex {
  /** The offsets of the value at the path, or of the longest part of the path that exists. */
  offsetsAt(path: readonly string[]): NodeOffsets;
}

/** One pass over the file's values; a lookup then costs the length of its path. */
export function createPositionIndex(file: SourceFile): PositionIndex {
  const positions = file.positions();
  const children = new Map<number, ReadonlyMap<string, number>>();
  let next = 0;
  index(file.value);

  function index(value: Json): number {
    const id = next;
    next += 1;
    if (typeof value === "object" && value !== null) {
      const ids = new Map<string, number>();
      for (const [key, child] of Object.entries(value)) ids.set(key, index(child));
      children.set(id, ids);
    }
    return id;
  }

  return {
    offsetsAt(path) {
      let id = 0;
      let complete = true;
      for (const key of path) {
        const child = children.get(id)?.get(key);
        complete = child !== undefined;
        if (child === undefined) break;
        id = child;
      }
      const at = (offset: number) => positions[id * 4 + offset] ?? 0;
      return { keyStart: at(0), keyEnd: at(1), start: at(2), end: at(3), complete };
    },
  };
}
