import fc from "fast-check";
import { expect, it } from "vitest";
import { flagField, messageFields, readProtoMessage, textField, writeProtoMessage } from "./proto-message.ts";

it("reads what it writes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.string({ unit: "grapheme" }))),
      (fields) => {
        const message = readProtoMessage(writeProtoMessage(new Map(fields)));
        for (const [field, text] of new Map(fields)) expect(textField(message, field)).toBe(text);
      },
    ),
  );
});

it("reads every kind of field, and the last of those that come twice", () => {
  const inner = writeProtoMessage(new Map([[1, "x"]]));
  const bytes = Buffer.concat([
    Buffer.from([0x08, 0x96, 0x01]),
    Buffer.from([0x11, 1, 2, 3, 4, 5, 6, 7, 8]),
    Buffer.from([0x1d, 1, 2, 3, 4]),
    Buffer.from([0x20, 0x00]),
    writeProtoMessage(new Map([[5, inner]])),
    writeProtoMessage(new Map([[5, inner]])),
    writeProtoMessage(new Map([[6, "a"]])),
    writeProtoMessage(new Map([[6, "b"]])),
  ]);
  const message = readProtoMessage(bytes);
  expect(message.get(1)).toEqual([150n]);
  expect([flagField(message, 1), flagField(message, 4), flagField(message, 9)]).toEqual([true, false, false]);
  expect(messageFields(message, 5).map((one) => textField(one, 1))).toEqual(["x", "x"]);
  expect(textField(message, 6)).toBe("b");
});

it.each([[[0x08]], [[0x0a, 5, 1]], [[0x0b]]])("refuses %j", (bytes) => {
  expect(() => readProtoMessage(Uint8Array.from(bytes))).toThrow("a message of the build");
});
