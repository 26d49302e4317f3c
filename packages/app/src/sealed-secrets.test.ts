import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "./sealed-secrets.ts";

const key = Buffer.alloc(32, 7).toString("base64");
const other = Buffer.alloc(32, 8).toString("base64");
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test("what was sealed opens under its key, and under no other", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), bytes(12), (text, nonce) => {
      const sealed = seal(text, key, nonce);
      expect(unseal(sealed, key)).toBe(text);
      expect(unseal(sealed, other)).toBeUndefined();
    }),
  );
});

test("a sealed secret that was changed anywhere does not open", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }),
      bytes(12),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (text, nonce, at, by) => {
        const sealed = Buffer.from(seal(text, key, nonce).slice(3), "base64url");
        const index = at % sealed.length;
        sealed[index] = (sealed[index] ?? 0) ^ by;
        expect(unseal(`v1.${sealed.toString("base64url")}`, key)).toBeUndefined();
      },
    ),
  );
});

test.each(["", "v1", "v1.", "v2.AAAA", "v1.AAAA", "plain text", "v1.!!!!"])(
  "%j is no sealed secret",
  (text) => {
    expect(unseal(text, key)).toBeUndefined();
  },
);
