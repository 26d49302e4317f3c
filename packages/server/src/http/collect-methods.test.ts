import fastify from "fastify";
import { expect, test } from "vitest";
import { collectMethods } from "./collect-methods.ts";

test("a path is known by all routes that it fits", async () => {
  const router = fastify();
  const methodsOf = collectMethods(router);
  router.register(
    async (inner) => {
      inner.get("/engines/:id", async () => "one");
      inner.delete("/engines/:id", async () => "gone");
      inner.post("/engines/build", async () => "built");
      inner.get("/files/*", async () => "file");
    },
    { prefix: "/data" },
  );
  await router.ready();
  expect(methodsOf("/data/engines/7")).toEqual(["DELETE", "GET", "HEAD"]);
  expect(methodsOf("/data/engines/build/")).toEqual(["DELETE", "GET", "HEAD", "POST"]);
  expect(methodsOf("/data/files/a/b")).toEqual(["GET", "HEAD"]);
  expect([methodsOf("/data/engines"), methodsOf("/data/engines/7/x"), methodsOf("/engines/7")]).toEqual([
    [],
    [],
    [],
  ]);
  await router.close();
});
