import fc from "fast-check";
import { expect, test } from "vitest";
import { formatFieldPath, parseFieldPath } from "./field-path.ts";

test("names are joined by dots; those with a dot or a quotation mark are quoted", () => {
  expect(formatFieldPath(["tasks", "train", "parameters", "a.b"])).toBe('tasks.train.parameters."a.b"');
  expect(formatFieldPath(["tags", 'say "x"', ""])).toBe('tags."say \\"x\\"".""');
});

test("what is no path is told apart", () => {
  for (const text of ["", ".", "a.", ".a", 'a."b', 'a"b', 'a."b"c', '"\\x"'])
    expect(parseFieldPath(text), text).toBeUndefined();
});

test("parsing undoes formatting", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (path) => {
      expect(parseFieldPath(formatFieldPath(path))).toEqual(path);
    }),
  );
});
