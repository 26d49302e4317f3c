import { expect, test } from "vitest";
import { keyedHash } from "./secrets.ts";

test("a keyed hash depends on the value and on the key, and shows neither", () => {
  const [a, b] = [Buffer.alloc(32, 1).toString("base64"), Buffer.alloc(32, 2).toString("base64")];
  expect(keyedHash(a, "hunter2")).toBe(keyedHash(a, "hunter2"));
  expect(new Set([keyedHash(a, "hunter2"), keyedHash(b, "hunter2"), keyedHash(a, "hunter3")]).size).toBe(3);
  expect(keyedHash(a, "hunter2")).not.toContain("hunter2");
});
