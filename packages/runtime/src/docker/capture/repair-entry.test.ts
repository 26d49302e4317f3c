import { expect, it } from "vitest";
import { repairEntry } from "./repair-entry.ts";

const length = 16 * 1024;

it("leaves what was not replaced", () => {
  const entry = Buffer.from("text ✓\n");
  expect(repairEntry(entry)).toBe(entry);
});

it("has one byte for each that was replaced", () => {
  expect(repairEntry(Buffer.from("a\uFFFDb\uFFFD\uFFFD\n"))).toEqual(
    Buffer.from([97, 255, 98, 255, 255, 10]),
  );
  expect(repairEntry(Buffer.from("\uFFFDend"))).toEqual(Buffer.from([255, 101, 110, 100]));
});

it("makes an entry inside of a line as long as the program's bytes", () => {
  const broken = Buffer.from(`\uFFFD\uFFFD${"x".repeat(length - 3)}\uFFFD`);
  expect(broken.length).toBe(length + 6);
  expect(repairEntry(broken)).toEqual(Buffer.from(`\xff\xff${"x".repeat(length - 3)}\xff`, "latin1"));
});

it("keeps the replacement characters of the program itself", () => {
  const own = Buffer.from(`${"x".repeat(length - 3)}\uFFFD`);
  expect(repairEntry(own)).toEqual(own);
});
