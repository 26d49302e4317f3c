import { expect, it } from "vitest";
import { parseDuration } from "./duration.ts";

it.each([
  ["30s", 30],
  ["10m", 600],
  ["2h", 7200],
  ["1d", 86_400],
  ["0.1h", 360],
  ["1.5m", 90],
  [0, 0],
  [12.5, 12.5],
  ["30", undefined],
  ["2 h", undefined],
  ["-1s", undefined],
  ["2w", 1_209_600],
  ["1h30m", 5400],
  ["1d0.5h90s", 88_290],
  ["h", undefined],
  ["1h30", undefined],
  ["1h 30m", undefined],
  ["1y", undefined],
  [-1, undefined],
  [Number.NaN, undefined],
])("parseDuration(%j) is %j", (value, seconds) => {
  expect(parseDuration(value)).toBe(seconds);
});
