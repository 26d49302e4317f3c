import type { FastifyRequest } from "fastify";
import { expect, it } from "vitest";
import { expectedRevision } from "./if-match.ts";

const expected = (header: string | undefined, current = 3) =>
  expectedRevision(
    { headers: header === undefined ? {} : { "if-match": header } } as FastifyRequest,
    current,
  );

it.each([
  [undefined, undefined],
  ["*", undefined],
  ['"3"', 3],
  ["3", 3],
  ['W/"3"', 3],
  ['"2"', 2],
  ['"1", "3"', 3],
  ['"1", "2"', 1],
])("If-Match: %s expects %s", (header, revision) => {
  expect(expected(header)).toBe(revision);
});

it.each(['"abc"', "-1", '"3";"4"', '"99999999999"'])("refuses %s", (header) => {
  return expect(() => expected(header)).toThrow(expect.objectContaining({ code: "MLX8545" }));
});
