import { expect, test } from "vitest";
import { createViewOptions, decideColour } from "./view-options.ts";

const terminal = { isTTY: true };

test.each([
  [terminal, false, {}, true],
  [{}, false, {}, false],
  [terminal, true, {}, false],
  [terminal, true, { FORCE_COLOR: "1" }, false],
  [terminal, false, { NO_COLOR: "1" }, false],
  [terminal, false, { NO_COLOR: "" }, true],
  [terminal, false, { TERM: "dumb" }, false],
  [{}, false, { FORCE_COLOR: "1" }, true],
  [terminal, false, { FORCE_COLOR: "0" }, false],
  [{}, false, { CI: "true" }, false],
])("stream %j, --no-color %j, environment %j: colours %j", (stream, noColour, env, colours) => {
  expect(decideColour(stream, noColour, env)).toBe(colours);
});

test("the width is the terminal's, else COLUMNS, else 200", () => {
  const settings = { noColour: false, verbosity: "normal", now: 0 } as const;
  expect(createViewOptions({ columns: 90 }, { ...settings, env: { COLUMNS: "70" } }).width).toBe(90);
  expect(createViewOptions({}, { ...settings, env: { COLUMNS: "70" } }).width).toBe(70);
  expect(createViewOptions({}, { ...settings, env: {} }).width).toBe(200);
  expect(createViewOptions({ columns: 0 }, { ...settings, env: {} }).width).toBe(80);
});
