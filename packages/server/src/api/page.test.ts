import fc from "fast-check";
import { expect, it } from "vitest";
import { cursorNumber, type Page, pageBefore, pageOfAll, readCursor, writeCursor } from "./page.ts";

it("reading on from page to page tells each item once, in its order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (all, limit) => {
      const read: number[] = [];
      let cursor: string | undefined;
      do {
        const page: Page<number> = pageOfAll(
          all,
          { limit, ...(cursor === undefined ? {} : { cursor }) },
          (item) => item,
        );
        expect(page.total).toBe(all.length);
        read.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(read).toEqual(all);
    }),
  );
});

it("a list that is read backwards goes on before its last item, and ends", () => {
  const whole = [9, 7, 4, 2];
  const page = (before: number) =>
    pageBefore(whole.filter((seq) => seq < before).slice(0, 3), 2, {
      seqOf: (seq) => seq,
      describe: (seq) => `${seq}`,
    });
  const first = page(Number.POSITIVE_INFINITY);
  expect(first).toEqual({ items: ["9", "7"], next: writeCursor({ before: 7 }) });
  expect(page(cursorNumber(first.next ?? "", "before"))).toEqual({ items: ["4", "2"], next: null });
});

it("what is no cursor is refused, whatever it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(writeCursor(readCursor(text))).toBeTypeOf("string");
      } catch (error) {
        expect(error).toMatchObject({ code: "MLX8580" });
      }
    }),
  );
  for (const place of [{}, { offset: -1 }, { offset: 1.5 }, { offset: "1" }])
    expect(() => cursorNumber(writeCursor(place), "offset")).toThrow("is not one of this list");
});
