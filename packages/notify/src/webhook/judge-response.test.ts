import { describe, expect, it, test } from "vitest";
import { judgeResponse } from "./judge-response.ts";

const now = Date.UTC(2026, 0, 1);
const judge = (status: number, more: { retryAfter?: string; location?: string; body?: string } = {}) =>
  judgeResponse({ status, body: "", ...more }, now);

describe.each([
  ["taken", [200, 201, 202, 204, 299]],
  ["refused", [301, 302, 304, 307, 400, 401, 403, 404, 405, 410, 413, 422, 451]],
  ["later", [408, 425, 429, 500, 502, 503, 504, 599]],
] as const)("%s", (result, statuses) => {
  it.each(statuses)("%i", (status) => {
    expect(judge(status).result).toBe(result);
  });
});

test.each([
  ["120", 120],
  [" 5 ", 5],
  ["999999", 3600],
  ["Thu, 01 Jan 2026 00:01:30 GMT", 90],
  ["Wed, 31 Dec 2025 00:00:00 GMT", undefined],
  ["0", undefined],
  ["-5", undefined],
  ["soon", undefined],
])("Retry-After: %s", (retryAfter, afterSeconds) => {
  const result = judge(503, { retryAfter });
  expect("afterSeconds" in result ? result.afterSeconds : undefined).toBe(afterSeconds);
});

test("says what was answered, in one short line", () => {
  expect(judge(400, { body: `{"error":\n\t"no text"}${"x".repeat(5000)}` })).toEqual({
    result: "refused",
    answer: "HTTP 400 Bad Request",
    problem: `it answered 400: {"error": "no text"}${"x".repeat(180)}`,
  });
  expect(judge(599)).toEqual({ result: "later", answer: "HTTP 599", problem: "it answered 599" });
});

test("of a redirect it names the host and nothing behind it", () => {
  const { problem } = { problem: "", ...judge(302, { location: "https://other.example/secret?token=1" }) };
  expect(problem).toContain("other.example");
  expect(problem).not.toContain("secret");
});
