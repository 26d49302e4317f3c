import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, expect, test } from "vitest";
import { createLateRouter } from "./late-router.ts";

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** Asks of a server whose health is told by it, and everything else by the late router. */
async function serve(make: () => Promise<FastifyInstance>) {
  const bugs: unknown[] = [];
  const late = createLateRouter(make, (error) => bugs.push(error));
  const server = createServer((request, response) => {
    if (!late.handle(request, response)) response.end("well");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ending.push(late.close, async () => server.close());
  // It listens on a port.
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string, body?: string) => {
    const answer = await fetch(
      `http://127.0.0.1:${port}${path}`,
      body === undefined ? {} : { method: "POST", body },
    );
    return { status: answer.status, text: await answer.text() };
  };
  return { late, bugs, ask };
}

async function makeEcho(onClose = () => {}): Promise<FastifyInstance> {
  const router = fastify();
  router.post("/echo", async ({ body }) => body);
  router.addHook("onClose", async () => onClose());
  await router.ready();
  return router;
}

test("health is told before there are routes, and who comes early waits for them with their body", async () => {
  let made = 0;
  let go = () => {};
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { ask } = await serve(async () => {
    made += 1;
    await gone;
    return makeEcho();
  });
  expect(await ask("/healthz")).toEqual({ status: 200, text: "well" });
  expect(made).toBe(0);
  const early = [ask("/echo", "one"), ask("/echo", "two")];
  expect(await ask("/status")).toEqual({ status: 200, text: "well" });
  go();
  expect(await Promise.all(early)).toEqual([
    { status: 200, text: "one" },
    { status: 200, text: "two" },
  ]);
  expect(await ask("/echo", "three")).toEqual({ status: 200, text: "three" });
  expect(made).toBe(1);
});

test("what cannot be made is told, and the next request tries again", async () => {
  const broken = new RangeError("not today");
  const tries: (() => Promise<FastifyInstance>)[] = [async () => Promise.reject(broken), () => makeEcho()];
  const { ask, bugs } = await serve(async () => tries.shift()?.() ?? makeEcho());
  expect(await ask("/echo", "one")).toEqual({ status: 500, text: "" });
  expect(bugs).toEqual([broken]);
  expect(await ask("/echo", "two")).toEqual({ status: 200, text: "two" });
});

test("closing closes what was made, and makes nothing", async () => {
  let closed = 0;
  let made = 0;
  const make = async () => {
    made += 1;
    return makeEcho(() => {
      closed += 1;
    });
  };
  const unused = createLateRouter(make, () => {});
  unused.makeSoon();
  await unused.close();
  expect({ made, closed }).toEqual({ made: 0, closed: 0 });
  const { ask, late } = await serve(make);
  await ask("/echo", "one");
  await late.close();
  expect({ made, closed }).toEqual({ made: 1, closed: 1 });
});
