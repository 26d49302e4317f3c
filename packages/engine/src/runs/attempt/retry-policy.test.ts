import { defaultRetryPolicy, type RetryPolicy } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { isExhausted, retryDelay } from "./retry-policy.ts";

const policy: RetryPolicy = {
  ...defaultRetryPolicy,
  max: 3,
  infraMax: 1,
  backoff: { initialSeconds: 10, factor: 3, maxSeconds: 60, jitter: 0.5 },
};
const exit = (exitCode: number) => ({ reason: "NON_ZERO_EXIT", exitCode }) as const;
const lost = { reason: "WORKER_LOST" } as const;

describe("the delay", () => {
  test("grows by the factor up to the maximum", () => {
    expect([1, 2, 3].map((n) => retryDelay(policy, Array(n).fill(exit(1)), 0.5))).toEqual([
      10_000, 30_000, 60_000,
    ]);
  });

  test("is spread by the jitter", () => {
    expect([0, 1].map((random) => retryDelay(policy, [exit(1)], random))).toEqual([5_000, 15_000]);
  });
});

describe("whether there is another attempt", () => {
  test.each([
    ["a failure within the budget", policy, [exit(1)], true],
    ["one failure more than the budget", policy, [exit(1), exit(1), exit(1), exit(1)], false],
    ["no budget by default", defaultRetryPolicy, [exit(1)], false],
    ["an exit code that is always final", policy, [exit(2)], false],
    ["an exit code in a final range", policy, [exit(64)], false],
    ["the temporary failure between the final ranges", policy, [exit(75)], true],
    ["a reason that is not in the list", policy, [{ reason: "TIMED_OUT" }], false],
    ["a reason that is", { ...policy, on: ["TIMED_OUT"] }, [{ reason: "TIMED_OUT" }], true],
    ["an unlisted exit code where exits are not in the list", { ...policy, on: [] }, [exit(1)], false],
    ["a temporary failure where exits are not in the list", { ...policy, on: [] }, [exit(75)], true],
    ["a start that failed", policy, [{ reason: "START_FAILED" }], false],
    ["a loss within its own budget", defaultRetryPolicy, [lost], true],
    ["losses do not use up the budget of failures", policy, [lost, exit(1)], true],
    ["failures do not use up the budget of losses", policy, [exit(1), exit(1), lost], true],
    ["one loss more than the budget", policy, [lost, lost], false],
    ["nothing has ended yet", policy, [], false],
  ] as const)("%s: %#", (_, given, ended, expected) => {
    expect(retryDelay(given, ended, 0.5) !== undefined).toBe(expected);
  });
});

test.each([
  ["after the last attempt that the policy allows", policy, [exit(1), exit(1), exit(1), exit(1)], true],
  ["after the last loss", policy, [exit(1), lost, lost], true],
  ["while another follows", policy, [exit(1)], false],
  ["where there are none", defaultRetryPolicy, [exit(1)], false],
  ["after a failure that is final by itself", policy, [exit(1), exit(1), exit(1), exit(2)], false],
  ["before anything has ended", policy, [], false],
] as const)("retries are used up, or not, %s", (_, given, ended, expected) => {
  expect(isExhausted(given, ended)).toBe(expected);
});
