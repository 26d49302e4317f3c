import fc from "fast-check";
import { expect, it } from "vitest";
import { createHeap } from "./heap.ts";

it("gives back in order what it was given", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.array(fc.integer()), (first, later) => {
      const heap = createHeap<number>((one, other) => one - other);
      for (const item of first) heap.push(item);
      const taken = first.slice(0, 3).map(() => heap.pop() ?? Number.NaN);
      for (const item of later) heap.push(item);
      const rest = Array.from({ length: heap.size }, () => heap.pop() ?? Number.NaN);
      const sorted = first.toSorted((a, b) => a - b);
      expect(taken).toEqual(sorted.slice(0, 3));
      expect(rest).toEqual([...sorted.slice(3), ...later].toSorted((a, b) => a - b));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
