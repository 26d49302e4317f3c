import { expect, it } from "vitest";
import { createTurns } from "./take-turns.ts";

it("lets one after the other, also after a failure, and other keys beside them", async () => {
  const turns = createTurns();
  const seen: string[] = [];
  const first = Promise.withResolvers<void>();
  const a = turns("x", async () => {
    seen.push("a");
    await first.promise;
    seen.push("a ends");
    throw new TypeError("failed");
  });
  const b = turns("x", async () => seen.push("b"));
  await turns("y", async () => seen.push("other"));
  first.resolve();
  await expect(a).rejects.toThrow("failed");
  await b;
  expect(await turns("x", async () => "again")).toBe("again");
  expect(seen).toEqual(["a", "other", "a ends", "b"]);
});
