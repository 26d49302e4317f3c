import { MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { parseMoment, parseSpan } from "./parse-moment.ts";

const now = Date.UTC(2026, 2, 7, 12, 0, 0);
const at = (text: string, timezone = "America/Los_Angeles") =>
  new Date(parseMoment(text, { now, timezone }, "--from")).toISOString();

test.each([
  ["now", "2026-03-07T12:00:00.000Z"],
  ["+7d", "2026-03-14T12:00:00.000Z"],
  ["-1h30m", "2026-03-07T10:30:00.000Z"],
  ["+0s", "2026-03-07T12:00:00.000Z"],
  ["2026-03-07T01:00:00Z", "2026-03-07T01:00:00.000Z"],
  ["2026-03-07T01:00:00+02:00", "2026-03-06T23:00:00.000Z"],
  ["2026-03-07", "2026-03-07T08:00:00.000Z"],
  ["2026-03-07 01:30", "2026-03-07T09:30:00.000Z"],
])("%s is %s", (text, expected) => {
  expect(at(text)).toBe(expected);
});

test.each(["", "tomorrow", "7d", "+7", "+7x", "2026-02-30", "2026-13-01", "-", "12:00", "+1d-1h"])(
  '"%s" is no time',
  (text) => {
    expect(() => at(text)).toThrow(MlxError);
  },
);

test.each(["-999999999w", "+999999999w", "-3000w", "1969-12-31", "0001-01-01"])(
  "%s is no time that can be meant",
  (text) => {
    expect(() => at(text)).toThrow(expect.objectContaining({ code: "MLX8014" }));
  },
);

test("the first and the last time", () => {
  expect(at("1970-01-01", "UTC")).toBe("1970-01-01T00:00:00.000Z");
  expect(at("9999-12-31T23:59:59Z")).toBe("9999-12-31T23:59:59.000Z");
  expect(() => at("9999-12-31T23:59:59-01:00")).toThrow(MlxError);
});

test("durations", () => {
  expect([parseSpan("10m", "--duration"), parseSpan("1h30m", "--duration")]).toEqual([600_000, 5_400_000]);
  for (const wrong of ["", "0s", "10", "m", "-5m", "1.5h"])
    expect(() => parseSpan(wrong, "--duration")).toThrow(MlxError);
});
