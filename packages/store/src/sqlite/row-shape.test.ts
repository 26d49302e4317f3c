import { describe, expect, it } from "vitest";
import { createRowShape } from "./row-shape.ts";

describe("createRowShape", () => {
  it("names values by their columns, of equal names the last", () => {
    const { columns, toRow } = createRowShape(["a", 'b "quoted" Ü', "a"]);
    expect(columns).toBe(3);
    expect(toRow([1, "x", null])).toEqual({ a: null, 'b "quoted" Ü': "x" });
    expect(toRow([new Uint8Array([1]), null, 2])).toEqual({ a: 2, 'b "quoted" Ü': null });
  });

  it("makes a row of its own each time", () => {
    const { toRow } = createRowShape(["a"]);
    const first = toRow([1]);
    expect([toRow([2]), first]).toEqual([{ a: 2 }, { a: 1 }]);
  });
});
