import { expect, test } from "vitest";
import { viewOf } from "../../test/values.ts";
import { type Column, renderTable } from "./table.ts";

type Row = readonly [string, string, string];
const columns: readonly Column<Row>[] = [
  { header: "NAME", value: ([name]) => name },
  { header: "SIZE", value: ([, size]) => size, align: "right", optional: 1 },
  { header: "NOTE", value: ([, , note]) => note, least: 6 },
];
const rows: readonly Row[] = [
  ["alpha", "1", "a short note"],
  ["b", "1000", ""],
];
const table = (width: number) => renderTable(columns, rows, viewOf({ width })).split("\n");

test("columns are aligned, without white space at the end", () => {
  expect(table(80)).toEqual(["NAME   SIZE  NOTE", "alpha     1  a short note", "b      1000"]);
});

test("the last column that may be is cut first", () => {
  expect(table(20)).toEqual(["NAME   SIZE  NOTE", "alpha     1  a shor…", "b      1000"]);
});

test("an optional column goes when cutting is not enough", () => {
  expect(table(15)).toEqual(["NAME   NOTE", "alpha  a short…", "b"]);
});

test("what can neither be cut nor left out stays, however narrow the terminal", () => {
  expect(table(3)).toEqual(["NAME   NOTE", "alpha  a sho…", "b"]);
});

test("a column without any value is left out", () => {
  expect(renderTable(columns, [["x", "", "y"]], viewOf()).split("\n")).toEqual(["NAME  NOTE", "x     y"]);
});
