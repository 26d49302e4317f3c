import { expect, it } from "vitest";
import { createKeyMemory, runIdOfKey } from "./run-id-of-key.ts";

const ann = { namespace: "retail", user: "ann" };

it("a key is one run for one person in one namespace", () => {
  const id = runIdOfKey("order-1", ann);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(runIdOfKey("order-1", ann)).toBe(id);
  const others = [
    runIdOfKey("order-2", ann),
    runIdOfKey("order-1", { ...ann, user: "bob" }),
    runIdOfKey("order-1", { ...ann, namespace: "retail/prod" }),
  ];
  expect(new Set([id, ...others]).size).toBe(4);
});

it.each(["", "a b", "ä", "x".repeat(201), "a\nb"])("%j is no key", (key) => {
  expect(() => runIdOfKey(key, ann)).toThrow("is not 1 to 200 visible characters");
});

it("a key means the request that it came with first, while it is remembered", () => {
  const memory = createKeyMemory(2);
  memory.check("1", { target: "experiment/a" });
  memory.check("1", { target: "experiment/a" });
  expect(() => memory.check("1", { target: "experiment/b" })).toThrow("was sent with another body before");
  memory.check("2", {});
  memory.check("3", {});
  memory.check("1", { target: "experiment/b" });
});
