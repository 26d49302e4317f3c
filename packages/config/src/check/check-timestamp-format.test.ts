import { expect, test } from "vitest";
import { checkTimestampFormat } from "./check-timestamp-format.ts";

const unknownIn = (timestampFormat: string) =>
  checkTimestampFormat({ timestampFormat }).map(({ path, summary }) => [...path, summary]);

test("codes that a time can be read by", () => {
  for (const format of ["%m/%d/%y", "%Y-%m-%dT%H:%M:%S.%f%z", "%-d.%-m.%Y %I %p", "100%% %j", "no code"])
    expect(unknownIn(format)).toEqual([]);
  expect(checkTimestampFormat({})).toEqual([]);
});

test("codes that there are not", () => {
  expect(unknownIn("%Q.%m.%Q %i")).toEqual([
    [
      "timestampFormat",
      "`%Q`, `%i` in `timestampFormat` are no codes of strftime that a time can be read by.",
    ],
  ]);
  expect(unknownIn("%-Y")).toHaveLength(1);
  expect(unknownIn("%Y %")).toEqual([
    ["timestampFormat", "`%` in `timestampFormat` is no code of strftime that a time can be read by."],
  ]);
});
