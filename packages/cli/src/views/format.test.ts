import { expect, test } from "vitest";
import {
  formatBytes,
  formatDuration,
  formatMoment,
  formatNumber,
  formatRelative,
  formatTime,
  formatTimeOfDay,
  formatValue,
} from "./format.ts";

test.each([
  [0, "0"],
  [42, "42"],
  [-0.5, "-0.5"],
  [88860.71234, "88860.7"],
  [1234567.891, "1234567.9"],
  [57793.6123, "57793.6"],
  [0.0548123456, "0.0548123"],
  [0.000123456789, "0.000123457"],
  [1.23456789e-9, "1.23457e-9"],
  [2.123456789, "2.12346"],
  [Number.NaN, "NaN"],
  [Number.NEGATIVE_INFINITY, "-Infinity"],
])("number %s reads %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test("a number keeps at least five significant digits, whatever its size", () => {
  for (let exponent = -12; exponent <= 14; exponent += 1) {
    const value = 1.23456789 * 10 ** exponent;
    expect(Math.abs(Number(formatNumber(value)) / value - 1)).toBeLessThan(5e-6);
  }
});

test.each([
  [0, "0 s"],
  [430, "0.4 s"],
  [9_960, "10 s"],
  [59_400, "59 s"],
  [59_960, "1 min"],
  [72_000, "1 min 12 s"],
  [3_599_900, "1 h"],
  [7_500_000, "2 h 5 min"],
  [86_400_000, "1 d"],
  [273_600_000, "3 d 4 h"],
  [-5, "0 s"],
])("%s ms reads %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test("times are local, and say how long ago they were", () => {
  const now = Date.UTC(2026, 5, 1, 12);
  const berlin = { utcOffset: () => 120, now };
  expect(formatTime(now, berlin)).toBe("2026-06-01 14:00:00");
  expect(formatMoment("2026-06-01T11:57:30.000Z", berlin)).toBe("2026-06-01 13:57:30 (2 min ago)");
  expect(formatRelative(now + 7_200_000, now)).toBe("in 2 h");
  expect(formatRelative(now - 300, now)).toBe("now");
  expect(formatRelative(now - 200_000_000, now)).toBe("2 d ago");
});

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1024, "1.0 KiB"],
  [1048575, "1.0 MiB"],
  [5_000_000_000, "4.7 GiB"],
])("%s bytes read %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  ["plain", "plain"],
  ["./data/retail.csv", "./data/retail.csv"],
  ["two words", "two words"],
  ["true", '"true"'],
  ["0.1", '"0.1"'],
  ["", '""'],
  [" padded", '" padded"'],
  ["a\nb", '"a\\nb"'],
  ["***", "***"],
  [0.1, "0.1"],
  [null, "null"],
  [[1, "a"], '[1,"a"]'],
  [{ a: 1 }, '{"a":1}'],
])("value %j reads %s", (value, text) => {
  expect(formatValue(value)).toBe(text);
});

test.each([8.64e15 + 1, -8.64e15 - 1, 1e306, Number.NaN, 253_402_300_800_000, -62_167_219_200_001])(
  "%d ms is no time that can be shown, and no reason to fail",
  (at) => {
    const view = { utcOffset: (time: number) => -new Date(time).getTimezoneOffset(), now: 0 };
    const utc = { utcOffset: () => 0 };
    expect(formatTime(at, utc)).toBe("????-??-?? ??:??:??");
    expect(formatTimeOfDay(at, utc)).toBe("??:??:??");
    expect(() => formatTime(at, view)).not.toThrow();
  },
);

test("a moment that cannot be read is unknown", () => {
  expect(formatMoment("not a time", { utcOffset: () => 0, now: 0 })).toBe("????-??-?? ??:??:??");
});
