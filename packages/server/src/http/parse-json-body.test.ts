import { MlxError } from "@mlx/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseJsonBody } from "./parse-json-body.ts";

function refusal(body: string | Buffer): string {
  try {
    parseJsonBody(Buffer.from(body));
    return "taken";
  } catch (error) {
    if (error instanceof MlxError) return `${error.code} ${error.summary} ${error.detail}`;
    throw error;
  }
}

it("what JSON can say of text comes back as it was", () => {
  const texts = fc.string({ unit: "grapheme" }).filter((text) => !/\p{Cc}/u.test(text));
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      texts,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(texts, tie("value"), { maxKeys: 4 }),
    ),
  })).value;
  fc.assert(
    fc.property(values, (value) => {
      fc.pre(!JSON.stringify(value).includes("__proto__"));
      expect(parseJsonBody(Buffer.from(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it("nothing, blanks and a byte order mark are no document, and none before one", () => {
  expect([parseJsonBody(Buffer.from("")), parseJsonBody(Buffer.from(" \n"))]).toEqual([undefined, undefined]);
  expect(parseJsonBody(Buffer.from("\uFEFF{}"))).toEqual({});
});

it("what is no JSON is told with its place", () => {
  expect(refusal('{"a":')).toBe(
    "MLX8522 the body of the request is not JSON Unexpected end of JSON input (after 5 characters). Nothing was changed.",
  );
  expect(refusal('{"a": 1,\n "b" 2}')).toMatch(/MLX8522 .* line 2/);
  expect(refusal("nope")).toMatch(/^MLX8522 /);
  expect(refusal(Buffer.from([0x22, 0xff, 0x22]))).toMatch(/MLX8522 .* It is not UTF-8/);
});

it("sixty-four levels are taken, one more is not, a million end nobody", () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  expect(refusal(nested(64))).toBe("taken");
  expect(refusal(nested(65))).toMatch(/MLX8523 .* more than 64 levels/);
  expect(refusal(nested(500_000))).toMatch(/MLX8523 .* more than 64 levels/);
  expect(refusal(JSON.stringify({ a: '"'.repeat(9) + "[".repeat(99), b: `\\${"{".repeat(99)}` }))).toBe(
    "taken",
  );
});

it.each([
  ['{"a":{"__proto__":{"x":1}}}', /MLX8523 .*__proto__" at a/],
  ['{"\\u005f_proto__":1}', /MLX8523 .*__proto__/],
  ['{"constructor":{"prototype":{}}}', /MLX8523 .*constructor/],
  ['{"name":"a\\u0000b"}', /MLX8523 .*control character at name/],
  ['{"name":"\\u001b[2J"}', /MLX8523 .*control character/],
  ['{"\\u0007":1}', /MLX8523 .*control character/],
  ['{"name":"\\u009b2J"}', /MLX8523 .*control character/],
  ['["\\ud800"]', /MLX8523 .*half of a surrogate pair at 0/],
])("%s is refused", (body, expected) => {
  expect(refusal(body)).toMatch(expected);
});

it("a field that is only called constructor is one like others", () => {
  expect(parseJsonBody(Buffer.from('{"constructor":"x","t":"a\\tb\\r\\n"}'))).toEqual({
    constructor: "x",
    t: "a\tb\r\n",
  });
});
