import { MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { typeParameters } from "./type-parameters.ts";

const known = {
  depth: 3,
  label: "a",
  fast: true,
  tags: ["x"],
  nothing: null,
  key: { secret: { env: "KEY" } },
};

test("values take the type of those that they replace, or what they look like", () => {
  expect(
    typeParameters(
      {
        depth: "4.5e1",
        label: "12",
        fast: "false",
        tags: '["y"]',
        nothing: "7",
        other: "8",
        text: "0x10",
        on: "true",
      },
      known,
    ),
  ).toEqual({
    depth: 45,
    label: "12",
    fast: false,
    tags: ["y"],
    nothing: 7,
    other: 8,
    text: "0x10",
    on: true,
  });
});

test("what is no text stays as it is; where texts are to be exact, what nobody declares stays one", () => {
  const sealed = { secret: { sealed: "v1.x" } };
  expect(
    typeParameters({ depth: "7", label: 5, other: "007", key: sealed }, known, { exactText: true }),
  ).toEqual({
    depth: 7,
    label: 5,
    other: "007",
    key: sealed,
  });
});

test.each([
  [{ depth: "deep" }, '"deep" is not a number'],
  [{ depth: "" }, '"" is not a number'],
  [{ fast: "yes" }, '"yes" is neither true nor false'],
  [{ tags: "[x" }, '"[x" is not JSON'],
  [{ key: "k" }, "it is a secret"],
])("%j is refused", (given, why) => {
  expect(() => typeParameters(given as Record<string, string>, known)).toThrow(MlxError);
  expect(() => typeParameters(given as Record<string, string>, known)).toThrow(why);
});
