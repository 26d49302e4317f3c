import { expect, it } from "vitest";
import { formatLogPrefix, formatLogRecord, parseLogRecord } from "./log-record.ts";

it("writes the form of the Container Runtime Interface", () => {
  const at = Date.UTC(2026, 0, 1) + 123.4567;
  expect(formatLogPrefix(at, "stdout", false)).toMatch(/^2026-01-01T00:00:00\.1234567\d\dZ stdout F $/);
  expect(formatLogRecord({ at, stream: "stderr", text: "a b", partial: true })).toMatch(/Z stderr P a b\n$/);
});

it("reads what it wrote", () => {
  const line = { at: Date.UTC(2026, 0, 1) + 7, stream: "execution", text: " spaces  kept " } as const;
  expect(parseLogRecord(formatLogRecord(line).slice(0, -1))).toEqual(line);
  expect(parseLogRecord(formatLogRecord({ ...line, partial: true }).slice(0, -1))).toEqual({
    ...line,
    partial: true,
  });
});

it("keeps a note on one line", () => {
  expect(formatLogRecord({ at: 0, stream: "execution", text: "a\nb" })).toMatch(/ a b\n$/);
});

it("knows what is no record", () => {
  expect(parseLogRecord("half of a rec")).toBeUndefined();
  expect(parseLogRecord("2026-01-01T00:00:00.123456789Z elsewhere F x")).toBeUndefined();
});
