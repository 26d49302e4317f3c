import { MlxError } from "@mlx/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readBody } from "./read-body.ts";

const read = (text: string) => readBody(Buffer.from(text));

it("leaves out commas before brackets, but none in a text", () => {
  expect(read('{"a":[1,2, ],"b":{"c":",]",},\n}')).toEqual({ a: [1, 2], b: { c: ",]" } });
  expect(read("")).toBeUndefined();
});

it.each(["{", "[,]", '{"a":,}', "[1,,]", ",", "nope", "{'a':1}"])("refuses %s", (text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: "MLX8522" }));
});

it("reads what is JSON as it is, and with commas too many", () => {
  const value = fc.jsonValue().filter((each) => {
    try {
      read(JSON.stringify(each));
      return true;
    } catch (error) {
      // Control characters and such are refused for other reasons.
      return !(error instanceof MlxError) || error.code === "MLX8522";
    }
  });
  fc.assert(
    fc.property(value, (each) => {
      const text = JSON.stringify(each);
      expect(read(text)).toEqual(JSON.parse(text));
      expect(read(`{"a":${text},\n}`)).toEqual({ a: JSON.parse(text) });
    }),
  );
});
