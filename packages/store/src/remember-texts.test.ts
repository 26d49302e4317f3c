import { describe, expect, it } from "vitest";
import { type JsonText, toPlainJson } from "./json-text.ts";
import { rememberTexts } from "./remember-texts.ts";
import { rememberTotals } from "./remember-totals.ts";

describe("a text that is remembered", () => {
  it("is parsed once, as long as not too many came after it", () => {
    const read = rememberTexts<{ readonly n: number }>();
    const text = (n: number): JsonText<{ readonly n: number }> => toPlainJson({ n });
    const first = read(text(0));
    expect(first).toEqual({ n: 0 });
    expect(read(text(0))).toBe(first);
    for (let n = 1; n <= 500; n += 1) expect(read(text(n))).toEqual({ n });
    expect(read(text(0))).not.toBe(first);
    expect(read(text(0))).toEqual(first);
  });

  it("is not kept where it is long", () => {
    const read = rememberTexts<string>();
    const long = toPlainJson("x".repeat(9_000));
    expect(read(long)).toBe("x".repeat(9_000));
  });
});

describe("totals", () => {
  it("are counted again when something was written", () => {
    let version = "1";
    let counted = 0;
    const totalOf = rememberTotals(() => version);
    const total = (key: string) =>
      totalOf(key, () => {
        counted += 1;
        return counted;
      });
    expect([total("a"), total("a"), total("b"), total("a")]).toEqual([1, 1, 2, 1]);
    version = "2";
    expect([total("a"), total("b"), total("a")]).toEqual([3, 4, 3]);
    for (let key = 0; key < 500; key += 1) total(String(key));
    expect(total("a")).toBe(counted);
  });
});
