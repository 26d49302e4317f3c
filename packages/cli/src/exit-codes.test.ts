import { expect, test } from "vitest";
import { exitCodes, exitOf } from "./exit-codes.ts";

test("the codes are those of the specification", () => {
  expect(Object.fromEntries(Object.entries(exitCodes).map(([name, { code }]) => [name, code]))).toEqual({
    done: 0,
    error: 1,
    changes: 2,
    configurationInvalid: 3,
    lockHeld: 4,
    blocked: 5,
    runFailed: 6,
    planStale: 7,
    cancelled: 8,
    interrupted: 130,
  });
});

test.each([
  ["error", 1],
  ["configuration-invalid", 3],
  ["lock-held", 4],
  ["blocked", 5],
  ["run-failed", 6],
  ["plan-stale", 7],
  ["cancelled", 8],
] as const)("a failure of category %s exits with %i", (category, code) => {
  expect(exitCodes[exitOf(category)].code).toBe(code);
});
