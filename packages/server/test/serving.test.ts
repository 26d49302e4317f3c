import { createServer, type RequestListener, request, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { type Address, formatAddress, type GatewayEndpoint, type ServedRequest } from "@mlx/core";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { type RunningServer, startServer } from "../src/index.ts";

const service: Address<"service"> = formatAddress({ kind: "service", name: "forecast" });
let server: RunningServer;
let served: ServedRequest[];

beforeEach(async () => {
  served = [];
  server = await startServer({
    daemon: {
      health: () => ({ state: "up", problems: [] }),
      status: async () => ({}),
      metrics: async () => "",
      served: (sample) => served.push(sample),
      drain: () => {},
      stop: () => {},
    },
    host: "127.0.0.1",
    port: 0,
  });
});
afterEach(() => server.close());

interface FakeReplica {
  readonly id: string;
  readonly url: string;
  readonly server: Server;
}

/** A model: it answers with its name and what it was sent. */
async function replica(id: string, listener?: RequestListener): Promise<FakeReplica> {
  const made = createServer(
    listener ??
      ((asked, answer) => {
        const parts: Buffer[] = [];
        asked.on("data", (part: Buffer) => parts.push(part));
        asked.on("end", () => {
          answer.setHeader("x-of-replica", asked.headers["x-asked"] ?? "");
          answer.setHeader("keep-alive", "timeout=5");
          answer.end(`${id} ${asked.url} ${Buffer.concat(parts).toString()}`);
        });
      }),
  );
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    made.closeAllConnections();
    made.close();
  });
  return { id, url: `http://127.0.0.1:${portOf(made)}`, server: made };
}

function portOf(of: Server): number {
  const address: AddressInfo | string | null = of.address();
  if (address === null || typeof address === "string") throw new TypeError("it does not listen");
  return address.port;
}

const limits: GatewayEndpoint["limits"] = {
  concurrency: 4,
  queueLimit: 10,
  maxBodyBytes: 1000,
  requestTimeoutSeconds: 5,
};

async function serve(
  replicas: readonly Pick<FakeReplica, "id" | "url">[],
  given: Partial<GatewayEndpoint["limits"]> = {},
  model = "model/forecast@v1",
): Promise<string> {
  const { url, portProblem } = await server.gateway.update({
    service,
    limits: { ...limits, ...given },
    target: { type: "serving", model, replicas },
  });
  if (portProblem !== undefined) throw portProblem;
  return url;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function ask(body: string, url = `${server.url}/services/forecast/invocations`): Promise<Answer> {
  const answer = await fetch(url, { method: "POST", body, headers: { "x-asked": "yes" } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

function firstData(socket: Socket): Promise<string> {
  return new Promise((resolve) => socket.once("data", (data) => resolve(data.toString())));
}

function errorOf({ text }: Answer): { code: string; summary: string; detail: string } {
  return JSON.parse(text).error;
}

test("a request reaches a replica with its query, body and headers, and its answer comes back", async () => {
  const [one] = [await replica("one")];
  expect(await serve([one])).toBe(`${server.url}/services/forecast`);
  const { status, headers, text } = await ask("rows", `${server.url}/services/forecast/invocations?a=b`);
  expect({ status, text }).toEqual({ status: 200, text: "one /invocations?a=b rows" });
  expect(headers.get("x-of-replica")).toBe("yes");
  expect(headers.get("x-mlx-model")).toBe("model/forecast@v1");
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(served).toEqual([{ service: "forecast", status: 200, seconds: expect.any(Number) }]);
});

test("what a model refuses is its own answer, not mlx's", async () => {
  const picky = await replica("picky", (_, answer) => {
    answer.statusCode = 415;
    answer.end("only text/csv");
  });
  await serve([picky]);
  const { status, text } = await ask("{");
  expect({ status, text }).toEqual({ status: 415, text: "only text/csv" });
});

test("ping says whether requests are taken", async () => {
  const url = `${server.url}/services/forecast/ping`;
  expect((await fetch(url)).status).toBe(404);
  await server.gateway.update({
    service,
    limits,
    target: { type: "unavailable", message: "There is no model yet.", retryAfterSeconds: 7 },
  });
  const not = await fetch(url);
  expect([not.status, not.headers.get("retry-after")]).toEqual([503, "7"]);
  await serve([await replica("one")]);
  expect((await fetch(url)).status).toBe(200);
  const posted = await fetch(url, { method: "POST" });
  expect([posted.status, await posted.json()]).toMatchObject([405, { error: { code: "MLX8518" } }]);
});

test("a service with a key is asked by its whole name", async () => {
  const one = await replica("one");
  await server.gateway.update({
    service: formatAddress({ kind: "service", name: "forecast", key: "eu" }),
    limits,
    target: { type: "serving", model: "m", replicas: [one] },
  });
  for (const name of ["forecast[eu]", "forecast%5Beu%5D"])
    expect((await ask("x", `${server.url}/services/${name}/invocations`)).text).toBe("one /invocations x");
  expect(errorOf(await ask("x", `${server.url}/services/forecast/invocations`))).toMatchObject({
    code: "MLX8511",
    detail: "Known: /services/forecast[eu]/invocations, and /ping beside each.",
  });
});

test("a page whose name was made to lead here gets nothing", async () => {
  await serve([await replica("one")]);
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const asked = request(
    `${server.url}/services/forecast/invocations`,
    { method: "POST", headers: { host: "evil.example" } },
    (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    },
  );
  asked.end("x");
  expect(await promise).toBe(421);
});

test.each([
  ["a length that is none", "Content-Length: x\r\n\r\n"],
  ["chunks that are none", "Transfer-Encoding: chunked\r\n\r\nzz\r\n"],
])("%s is refused as everything is", async (_, rest) => {
  await serve([await replica("one")]);
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write(`POST /services/forecast/invocations HTTP/1.1\r\nHost: localhost\r\n${rest}`);
  const [head = "", body = ""] = (await firstData(socket)).split("\r\n\r\n");
  expect(head).toMatch(/^HTTP\/1.1 400 /);
  expect(JSON.parse(body)).toMatchObject({ error: { code: "MLX8520", requestId: expect.any(String) } });
});

test("a body that is too large is refused: early where it says so, and where it only grows", async () => {
  let asked = 0;
  const one = await replica("one", (_, answer) => {
    asked += 1;
    answer.end("taken");
  });
  await serve([one]);
  const large = await ask("x".repeat(1001));
  expect([large.status, errorOf(large).code]).toEqual([413, "MLX8514"]);
  const growing = connect(Number(new URL(server.url).port), "127.0.0.1");
  const chunk = `12c\r\n${"y".repeat(300)}\r\n`;
  const head =
    "POST /services/forecast/invocations HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
  growing.write(head + chunk.repeat(4));
  expect(await firstData(growing)).toMatch(/^HTTP\/1\.1 413 [\s\S]*MLX8514/);
  growing.destroy();
  expect(asked).toBe(0);
  expect((await ask("x".repeat(1000))).text).toBe("taken");
});

test("a body that does not come is not waited for, and takes no replica's time", async () => {
  const one = await replica("one");
  await serve([one], { requestTimeoutSeconds: 0.2, concurrency: 1 });
  const slow = connect(Number(new URL(server.url).port), "127.0.0.1");
  onTestFinished(() => {
    slow.destroy();
  });
  slow.write(
    "POST /services/forecast/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc",
  );
  const got = firstData(slow);
  expect((await ask("quick")).text).toBe("one /invocations quick");
  expect(await got).toMatch(/^HTTP\/1\.1 408 [\s\S]*MLX8515/);
});

test("what is no HTTP is refused, and the next request is answered", async () => {
  await serve([await replica("one")]);
  const broken = connect(Number(new URL(server.url).port), "127.0.0.1");
  const got = firstData(broken);
  broken.write("POST /services/forecast/invocations HTTP/1.1\r\nContent-Length: ten\r\n\r\n");
  expect(await got).toMatch(/^HTTP\/1\.1 400 /);
  expect((await ask("x")).status).toBe(200);
});

/** A replica that answers when it is told to. */
async function held(id: string) {
  const waiting: (() => void)[] = [];
  const made = await replica(id, (asked, answer) => {
    asked.resume();
    waiting.push(() => answer.end(id));
  });
  return { ...made, waiting };
}

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
};

test("requests go to the replica with the fewest, wait in order, and are refused where too many wait", async () => {
  const [one, two] = [await held("one"), await held("two")];
  await serve([one, two], { concurrency: 1, queueLimit: 1 });
  const first = ask("1");
  await until(() => one.waiting.length + two.waiting.length === 1);
  const second = ask("2");
  await until(() => one.waiting.length === 1 && two.waiting.length === 1);
  const third = ask("3");
  await until(() => server.serviceLoads()[0]?.waiting === 1);
  expect(server.serviceLoads()).toEqual([{ service: "forecast", inFlight: 2, waiting: 1 }]);
  const fourth = await ask("4");
  expect([fourth.status, fourth.headers.get("retry-after"), errorOf(fourth).code]).toEqual([
    503,
    "1",
    "MLX8513",
  ]);
  for (const { waiting } of [one, two]) waiting.shift()?.();
  await until(() => one.waiting.length + two.waiting.length === 1);
  for (const { waiting } of [one, two]) waiting.shift()?.();
  expect((await Promise.all([first, second, third])).map(({ status }) => status)).toEqual([200, 200, 200]);
});

test("an answer that takes too long is a 504, and frees the replica for the next", async () => {
  const one = await held("one");
  await serve([one], { concurrency: 1, requestTimeoutSeconds: 0.2 });
  const late = await ask("x");
  expect([late.status, errorOf(late).code]).toEqual([504, "MLX8516"]);
  const next = ask("y");
  await until(() => one.waiting.length === 2);
  one.waiting[1]?.();
  expect((await next).text).toBe("one");
});

test("a request that a dying replica did not answer is given to another; twice is enough", async () => {
  const dying = await replica("dying", (asked) => asked.socket.destroy());
  const well = await replica("well");
  await serve([dying, well]);
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => ask(`${index}`)));
  expect(answers.map(({ status, text }) => [status, text])).toEqual(
    answers.map((_, index) => [200, `well /invocations ${index}`]),
  );
  await serve([dying], { requestTimeoutSeconds: 3 });
  const lost = await ask("x");
  expect([lost.status, errorOf(lost).code]).toEqual([502, "MLX8517"]);
});

test("an answer that breaks off is cut for whoever asked too, and not asked for again", async () => {
  let asked = 0;
  const broken = await replica("broken", (_, answer) => {
    asked += 1;
    answer.writeHead(200, { "content-length": 100 });
    answer.write("part", () => setTimeout(() => answer.destroy(), 10));
  });
  await serve([broken, await replica("broken-too", (_, answer) => answer.destroy())]);
  await serve([broken]);
  await expect(ask("x")).rejects.toThrow();
  expect(asked).toBe(1);
});

test("an answer that is no HTTP is a 502, and is not asked for again", async () => {
  let asked = 0;
  const odd = await replica("odd", ({ socket }) => {
    asked += 1;
    socket.end("hello\r\n\r\n");
  });
  await serve([odd]);
  const answer = await ask("x");
  expect([answer.status, errorOf(answer).code, asked]).toEqual([502, "MLX8517", 1]);
});

test("a switch fails no request: what an old replica has it finishes, the rest goes to the new", async () => {
  const old = await held("old");
  await serve([old], { concurrency: 1 });
  const first = ask("1");
  await until(() => old.waiting.length === 1);
  const second = ask("2");
  await until(() => server.serviceLoads()[0]?.waiting === 1);
  await serve([await replica("new")], { concurrency: 1 }, "model/forecast@v2");
  const after = await second;
  expect([after.text, after.headers.get("x-mlx-model")]).toEqual(["new /invocations 2", "model/forecast@v2"]);
  expect(server.gateway.load("old").inFlight).toBe(1);
  const idle = server.gateway.idle("old", AbortSignal.timeout(10_000));
  old.waiting[0]?.();
  await idle;
  expect((await first).headers.get("x-mlx-model")).toBe("model/forecast@v1");
});

test("a switch under load, there and back, fails no request", async () => {
  const [one, two] = [await replica("one"), await replica("two")];
  await serve([one]);
  let over = false;
  const statuses = new Map<string, number>();
  const load = async () => {
    while (!over) {
      const { status, text } = await ask("x");
      const key = `${status} ${text.split(" ")[0]}`;
      statuses.set(key, (statuses.get(key) ?? 0) + 1);
    }
  };
  const work = [load(), load(), load(), load()];
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await serve([turn % 2 === 0 ? two : one]);
  }
  over = true;
  await Promise.all(work);
  expect([...statuses.keys()].sort()).toEqual(["200 one", "200 two"]);
});

test("where there is no replica for a moment, requests wait for the next; where nothing serves, they do not", async () => {
  await serve([]);
  const waiting = ask("x");
  await until(() => server.serviceLoads()[0]?.waiting === 1);
  await serve([await replica("next")]);
  expect((await waiting).text).toBe("next /invocations x");
  await serve([]);
  const given = ask("y");
  await until(() => server.serviceLoads()[0]?.waiting === 1);
  await server.gateway.update({
    service,
    limits,
    target: { type: "unavailable", message: "It ended 5 times.", retryAfterSeconds: 9 },
  });
  const answer = await given;
  expect([answer.status, answer.headers.get("retry-after"), errorOf(answer).detail]).toEqual([
    503,
    "9",
    "It ended 5 times.",
  ]);
});

test("a service may have a port of its own, and gives it back", async () => {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
  const port = portOf(free);
  await expect(serve([await replica("one")], { port })).rejects.toMatchObject({ code: "MLX8510" });
  expect((await ask("x")).status).toBe(200);
  await new Promise((resolve) => free.close(resolve));
  expect(await serve([await replica("one")], { port })).toBe(`http://127.0.0.1:${port}`);
  expect((await ask("x", `http://127.0.0.1:${port}/invocations`)).text).toBe("one /invocations x");
  expect((await fetch(`http://127.0.0.1:${port}/ping`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/status`)).status).toBe(404);
  await server.gateway.remove(service);
  await expect(fetch(`http://127.0.0.1:${port}/ping`)).rejects.toThrow();
});

test("a port that is changed cuts nobody off, and two who ask for it at once get it", async () => {
  const free = async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
    const port = portOf(probe);
    await new Promise((resolve) => probe.close(resolve));
    return port;
  };
  const one = await held("one");
  const [before, after] = [await free(), await free()];
  const urls = await Promise.all([serve([one], { port: before }), serve([one], { port: before })]);
  expect(urls).toEqual([`http://127.0.0.1:${before}`, `http://127.0.0.1:${before}`]);
  const asked = ask("x", `http://127.0.0.1:${before}/invocations`);
  await until(() => one.waiting.length === 1);
  expect(await serve([one], { port: after })).toBe(`http://127.0.0.1:${after}`);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  one.waiting[0]?.();
  expect((await asked).text).toBe("one");
});

test("whoever goes away is not answered, and the replica is told", async () => {
  let wentAway = false;
  const one = await replica("one", (asked, answer) => {
    asked.resume();
    answer.once("close", () => {
      wentAway = true;
    });
  });
  await serve([one]);
  const going = new AbortController();
  const asked = fetch(`${server.url}/services/forecast/invocations`, {
    method: "POST",
    body: "x",
    signal: going.signal,
  });
  await until(() => server.gateway.load("one").inFlight === 1);
  going.abort();
  await expect(asked).rejects.toThrow();
  await until(() => wentAway && served.length === 1);
  expect(served[0]?.status).toBe(499);
});

test("whoever waits with a body is told to send it only where it is taken", async () => {
  await serve([await replica("one")]);
  const post = async (length: number) => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    onTestFinished(() => {
      socket.destroy();
    });
    socket.write(
      `POST /services/forecast/invocations HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`,
    );
    return { socket, first: await firstData(socket) };
  };
  expect((await post(1001)).first).toMatch(/^HTTP\/1\.1 413 /);
  const { socket, first } = await post(2);
  expect(first).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  socket.write("hi");
  expect(await firstData(socket)).toMatch(/^HTTP\/1\.1 200 [\s\S]*one \/invocations hi/);
});

test("who does not read the answer, or leaves without having read, keeps no replica", async () => {
  const large = await replica("large", (asked, answer) => {
    asked.resume();
    if (asked.url === "/invocations?never") return;
    answer.end(Buffer.alloc(20_000_000));
  });
  await serve([large], { requestTimeoutSeconds: 0.3 });
  const head = (query: string) =>
    `POST /services/forecast/invocations${query} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx`;
  const lazy = connect(Number(new URL(server.url).port), "127.0.0.1");
  lazy.on("error", () => {});
  lazy.pause();
  lazy.write(head(""));
  await until(() => server.gateway.load("large").inFlight === 1);
  await until(() => served.length === 1);
  expect(server.gateway.load("large").inFlight).toBe(0);
  lazy.destroy();
  // The answer to the second waits for the first, and has no connection that could end under it.
  const gone = connect(Number(new URL(server.url).port), "127.0.0.1");
  gone.on("error", () => {});
  gone.write(head("?never") + head(""));
  await until(() => server.gateway.load("large").inFlight === 2);
  gone.destroy();
  await until(() => served.length === 3);
  expect(server.gateway.load("large").inFlight).toBe(0);
});

test("those who wait are not given to a replica that has just died", async () => {
  const [one, two] = [await held("one"), await held("two")];
  let asked = 0;
  let die = () => {};
  const dying = await replica("dying", ({ socket }) => {
    asked += 1;
    die = () => socket.destroy();
  });
  await serve([dying, one], { concurrency: 1 });
  const first = [ask("1"), ask("2")];
  await until(() => asked === 1 && one.waiting.length === 1);
  const third = ask("3");
  await until(() => server.serviceLoads()[0]?.waiting === 1);
  die();
  await until(() => server.serviceLoads()[0]?.waiting === 2);
  await serve([dying, one, two], { concurrency: 1 });
  await until(() => two.waiting.length === 1);
  for (let turn = 0; turn < 2; turn += 1) {
    for (const { waiting } of [one, two]) waiting.shift()?.();
    await until(
      () => one.waiting.length + two.waiting.length > 0 || server.gateway.load("one").inFlight === 0,
    );
  }
  for (const { waiting } of [one, two]) waiting.shift()?.();
  expect((await Promise.all([...first, third])).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(asked).toBe(1);
});

test("a replica that lets requests run out of time has not answered", async () => {
  const one = await held("one");
  await serve([one], { requestTimeoutSeconds: 0.1 });
  for (let turn = 0; turn < 3; turn += 1) expect((await ask("x")).status).toBe(504);
  const last = ask("x");
  await until(() => one.waiting.length === 4);
  expect(server.gateway.load("one").silentMilliseconds).toBeGreaterThanOrEqual(300);
  one.waiting[3]?.();
  expect((await last).status).toBe(200);
  expect(server.gateway.load("one")).toEqual({ inFlight: 0, silentMilliseconds: 0 });
});
