import type { AliasMove } from "@mlx/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AliasLog, readBearersBefore } from "./alias-log.ts";

/** `3`: promoted · `<2`: rolled back to · `-`: removed. Oldest first. */
function logOf(text: string): AliasLog {
  let from: number | undefined;
  const moves: AliasMove[] = [];
  for (const [index, word] of text.split(" ").entries()) {
    const to = word === "-" ? undefined : Number(word.replace("<", ""));
    moves.push({
      ...{ seq: index + 1, model: "x", alias: "champion", actor: "ann@here", at: "2026-01-01T00:00:00.000Z" },
      kind: word === "-" ? "remove" : word.startsWith("<") ? "rollback" : "promote",
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
    from = to;
  }
  return { at: async (index) => moves.toReversed()[index] };
}

async function bearersBefore(text: string): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const bearer of readBearersBefore(logOf(text))) found.push(bearer);
  return found;
}

test.each([
  ["1", []],
  ["1 2 3", [2, 1]],
  ["1 2 3 <2", [1]],
  ["1 2 3 <2 <1", []],
  ["1 2 3 <2 4", [2, 1]],
  ["1 2 3 <1 4", [1]],
  ["1 2 1", [2, 1]],
  ["1 2 1 <2 <1", []],
  ["1 2 <1 2 3 <2", [1]],
  ["1 2 <1 <2", [1]],
  ["1 2 - 3", [2, 1]],
])("before %s stand %j", async (text, expected) => {
  expect(await bearersBefore(text)).toEqual(expected);
});

test("it is the stack that promotions and rollbacks by one step make", async () => {
  const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant("back" as const)), {
    minLength: 1,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const stack: number[] = [];
      const words: string[] = [];
      for (const step of all) {
        if (step !== "back") {
          if (step === stack.at(-1)) continue;
          stack.push(step);
          words.push(String(step));
        } else if (stack.length > 1) {
          stack.pop();
          words.push(`<${stack.at(-1)}`);
        }
      }
      if (words.length === 0) return;
      expect(await bearersBefore(words.join(" "))).toEqual(stack.slice(0, -1).toReversed());
    }),
  );
});
