import { expect, test } from "vitest";
import { explainDuckdbError } from "./explain-duckdb-error.ts";

test("a CSV row that does not fit", () => {
  const message = [
    "Invalid Input Error: CSV Error on Line: 30002",
    "Original Line: 1,2,3",
    "Expected Number of Columns: 2 Found: 3",
    "Possible fixes:",
    "* Enable null padding (null_padding=true) to replace missing values with NULL",
    "",
    "  file = /data/it is late.csv",
    "  delimiter = , (Auto-Detected)",
  ].join("\n");
  expect(explainDuckdbError(new TypeError(message))).toEqual({
    file: "/data/it is late.csv",
    line: 30002,
    reason:
      "Line 30002 does not fit the rest of the file.\nOriginal Line: 1,2,3\nExpected Number of Columns: 2 Found: 3",
    isConversion: false,
  });
});

test("JSON that breaks off", () => {
  const message =
    'Invalid Input Error: Malformed JSON in file "/data/x.jsonl", at byte 7 in line 3: unexpected end of data. \n\nLINE 1: SELECT …';
  expect(explainDuckdbError(new TypeError(message))).toEqual({
    file: "/data/x.jsonl",
    line: 2,
    reason: "Malformed JSON: unexpected end of data.",
    isConversion: false,
  });
});

test("no Parquet file", () => {
  const message =
    "Invalid Input Error: File '/data/x.parquet' too small to be a Parquet file\n\nLINE 1: SELECT";
  expect(explainDuckdbError(new TypeError(message))).toEqual({
    file: "/data/x.parquet",
    reason: "File '/data/x.parquet' too small to be a Parquet file",
    isConversion: false,
  });
});
