import { expect, it } from "vitest";
import { withoutHalt } from "./without-halt.ts";

it.each([
  [
    ["Loading", "Error: no rows", "Execution halted"],
    ["Loading", "Error: no rows"],
  ],
  [
    ["Error in f(1) : no rows", "Calls: g -> h -> f", "  more", "Execution halted"],
    ["Error in f(1) : no rows"],
  ],
  [
    ["Execution halted", "Traceback"],
    ["Execution halted", "Traceback"],
  ],
  [[], []],
])("%j", (stderrTail, expected) => {
  const outputs = {
    modelFolder: "/m",
    outputFolders: {},
    replacedFolders: [],
    finalMetrics: {},
    logBytesDropped: 0,
    hints: [],
    warnings: [],
  };
  expect(withoutHalt({ ...outputs, stderrTail })).toEqual({ ...outputs, stderrTail: expected });
});
