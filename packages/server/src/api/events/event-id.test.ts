import fc from "fast-check";
import { expect, it } from "vitest";
import { readEventId, writeEventId } from "./event-id.ts";

const seq = fc.nat({ max: 999_999_999_999_999 });

it("a position is read back as it was written", () => {
  fc.assert(
    fc.property(fc.record({ run: seq, tick: seq, alias: seq, evaluation: seq }), (position) => {
      expect(readEventId(writeEventId(position))).toEqual(position);
    }),
  );
});

it.each(["", "1", "1.2.3", "1.2.3.4.5", "-1.0.0.0", "1.2.3.x", "1.2.3.4\n", "9999999999999999.0.0.0"])(
  "%j is no id",
  (text) => {
    expect(() => readEventId(text)).toThrow("is not the id of an event");
  },
);
