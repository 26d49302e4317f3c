import { expect, test } from "vitest";
import { newestBatch } from "./newest-batch.ts";

test("the newest batch is the one of the latest time, and of that the last attempt", () => {
  const batches = [
    "20260101T020000Z-1a2b3c4d",
    "20260102T020000Z-0a2b3c4d-9",
    "20260102T020000Z-0a2b3c4d-10",
    "20260102T020000Z-0a2b3c4d",
    "20251231T235959Z-ffffffff",
  ];
  expect(newestBatch(batches)).toBe("20260102T020000Z-0a2b3c4d-10");
  expect(newestBatch(batches.toReversed())).toBe("20260102T020000Z-0a2b3c4d-10");
});

test("other names are no batches", () => {
  const others = [
    "99990101T020000Z",
    "99990101T020000Z-1a2b3c4d.tmp",
    ".99990101T020000Z-1a2b3c4d",
    "99990101T020000Z-1A2B3C4D",
    "20260101",
    "z",
  ];
  expect(newestBatch(others)).toBeUndefined();
  expect(newestBatch([...others, "20260101T020000Z-1a2b3c4d"])).toBe("20260101T020000Z-1a2b3c4d");
});
