import { connect } from "node:net";
import fastify from "fastify";
import { expect, it, onTestFinished, vi } from "vitest";
import type { ApiScope } from "./api-scope.ts";
import { refusalOf } from "./refusal-of.ts";
import { watchRequests } from "./watch-requests.ts";

/** A server whose clock is moved by hand, with a route that answers when it is told to. */
async function open() {
  const clock = { now: 0 };
  const router = fastify({ logger: false });
  const scope: ApiScope = router.withTypeProvider();
  watchRequests(scope, { now: () => clock.now, lookMilliseconds: 10 });
  const seen: string[] = [];
  router.addHook("onRequest", async ({ url }) => {
    seen.push(url);
  });
  router.setErrorHandler((error, _, reply) => {
    const { status, failure } = refusalOf(error);
    return reply.code(status).send({ code: failure.code });
  });
  const waits: (() => void)[] = [];
  router.post("/slow", () => new Promise((resolve) => waits.push(() => resolve({ ok: true }))));
  router.post("/stream", { config: { streams: true } }, async ({ body }) => ({ got: body }));
  router.get("/begun", (_, reply) => {
    reply.hijack();
    reply.raw.writeHead(200);
    reply.raw.write("first ");
    waits.push(() => reply.raw.end("last"));
  });
  const url = await router.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(async () => {
    for (const wait of waits) wait();
    router.server.closeAllConnections();
    await router.close();
  });
  return { url, clock, waits, seen };
}

/** Sends the texts one after the other, when it is told to; resolves with all that is answered. */
function talk(url: string) {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (text) => {
    answer += text;
  });
  onTestFinished(() => {
    socket.destroy();
  });
  return { say: (text: string) => socket.write(text), answer: () => answer };
}

const head = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
const soon = { timeout: 20_000, interval: 20 };

it("a body that stops coming is given up, and the connection with it", async () => {
  const { url, clock, seen } = await open();
  const client = talk(url);
  client.say(`${head("/slow", 10)}{"a"`);
  await vi.waitUntil(() => seen.length === 1, soon);
  clock.now = 29_000;
  client.say(":");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(client.answer()).toBe("");
  clock.now = 31_000;
  await vi.waitUntil(() => client.answer().includes("MLX8524"), soon);
  expect(client.answer()).toMatch(/^HTTP\/1.1 408 .*connection: close/s);
});

it("one that streams may take as long as it likes, while it moves", async () => {
  const { url, clock } = await open();
  const client = talk(url);
  client.say(head("/stream", 6));
  for (const part of ["[", "1", ",", "2", "]"]) {
    clock.now += 25_000;
    client.say(part);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(client.answer()).toBe("");
  client.say(" ");
  await vi.waitUntil(() => client.answer().includes('{"got":[1,2]}'), soon);
});

it("work that does not end is answered for, and its own answer goes nowhere", async () => {
  const { url, clock, waits } = await open();
  const asked = fetch(`${url}/slow`, { method: "POST" });
  await vi.waitUntil(() => waits.length === 1, soon);
  clock.now = 31_000;
  const answered = await asked;
  expect([answered.status, await answered.json()]).toEqual([503, { code: "MLX8527" }]);
  for (const wait of waits) wait();
});

it("what has begun to answer goes on", async () => {
  const { url, clock, waits } = await open();
  const asked = fetch(`${url}/begun`);
  await vi.waitUntil(() => waits.length === 1, soon);
  clock.now = 1_000_000;
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const wait of waits) wait();
  expect(await (await asked).text()).toBe("first last");
});
