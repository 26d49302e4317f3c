import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, LookupFunction, Server } from "node:net";
import type { NotificationSettings, SendResult, WebhookSettings } from "@mlx/core";
import { describe, expect, onTestFinished, test } from "vitest";
import { createMessenger, type MessengerOptions } from "../src/index.ts";
import { signWebhook } from "../src/webhook/sign-webhook.ts";
import { makeCertificate } from "./make-certificate.ts";
import { sampleDelivery } from "./sample-delivery.ts";

const clock = { now: () => Date.UTC(2026, 0, 1, 12) };
const delivery = sampleDelivery("webhook/ops");

test("posts the payload, signed, and takes any 2xx for an answer", async () => {
  const { url, received } = await listen((_, response) => response.writeHead(204).end());
  const result = await send({ url, secret: { secret: { env: "HOOK" } } });
  expect(result).toEqual({ result: "taken", answer: "HTTP 204 No Content" });
  const [request] = received;
  const body = request?.body ?? "";
  expect(JSON.parse(body)).toEqual(delivery.payload);
  expect(request).toMatchObject({
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "mlx/1.2.3",
      "webhook-id": delivery.id,
      "webhook-timestamp": `${clock.now() / 1000}`,
      "webhook-signature": signWebhook("a secret", delivery.id, clock.now() / 1000, body),
    },
  });
});

test("without a secret it signs nothing; the url may be a secret itself", async () => {
  const { url, received } = await listen((_, response) => response.end("ok"));
  const result = await send(
    { url: { secret: { env: "URL" } } },
    { secrets: { resolve: async () => `${url}/services/T0/B0?token=1` } },
  );
  expect(result.result).toBe("taken");
  expect(received[0]?.url).toBe("/services/T0/B0?token=1");
  expect(received[0]?.headers["webhook-signature"]).toBeUndefined();
});

test("tells what is lacking, and sends nothing", async () => {
  const { url, received } = await listen((_, response) => response.end());
  const none = { secrets: { resolve: async () => undefined } };
  expect(await send({ url, secret: { secret: { env: "HOOK" } } }, none)).toEqual({
    result: "refused",
    problem: "the secret is not set: the environment variable HOOK, where mlx runs",
  });
  expect(await send({ url: { secret: { file: "hook.url" } } }, none)).toMatchObject({
    result: "refused",
    problem: "the secret is not there: the file hook.url",
  });
  expect(await send({ url: "ftp://example.org/x" })).toMatchObject({ result: "refused" });
  expect(await send({ url: "no address" })).toMatchObject({ result: "refused" });
  for (const key of ["whsec_", "whsec_ ", "whsec_!!"])
    expect(
      await send({ url, secret: { secret: { env: "HOOK" } } }, { secrets: { resolve: async () => key } }),
    ).toEqual({
      result: "refused",
      problem: "its `secret` holds no key: nothing that is base64 stands behind its prefix",
    });
  expect(await sendTo("webhook/gone", settingsOf({ url }))).toMatchObject({
    result: "refused",
    problem: expect.stringContaining('no webhook "gone"'),
  });
  expect(await sendTo("pigeon/x", settingsOf({ url }))).toMatchObject({ result: "refused" });
  expect(received).toEqual([]);
});

test("500 and Retry-After: later", async () => {
  const { url } = await listen((_, response) => response.writeHead(503, { "retry-after": "77" }).end("busy"));
  expect(await send({ url })).toEqual({
    result: "later",
    answer: "HTTP 503 Service Unavailable",
    problem: "it answered 503: busy",
    afterSeconds: 77,
  });
});

test("does not follow a redirect", async () => {
  const other = await listen((_, response) => response.end());
  const { url } = await listen((_, response) => response.writeHead(307, { location: other.url }).end());
  const result = await send({ url });
  expect(result).toMatchObject({ result: "refused", problem: expect.stringContaining("redirects") });
  expect(other.received).toEqual([]);
});

test("a body without end is not read to its end", async () => {
  let written = 0;
  const { url } = await listen((_, response) => {
    response.writeHead(400);
    const chunk = Buffer.alloc(16 * 1024, "x");
    const more = () => {
      if (response.destroyed) return;
      written += chunk.byteLength;
      response.write(chunk, more);
    };
    more();
  });
  expect(await send({ url, timeoutSeconds: 30 })).toMatchObject({
    result: "refused",
    problem: `it answered 400: ${"x".repeat(200)}`,
  });
  expect(written).toBeLessThan(64 * 2 ** 20);
});

describe("a server that hangs ends at the timeout:", () => {
  test("before its answer", async () => {
    const { url } = await listen(() => {});
    expect(await send({ url, timeoutSeconds: 0.2 })).toMatchObject({
      result: "later",
      problem: "127.0.0.1 has not answered within 0.2 s",
    });
  });

  test("in the middle of its answer, whose status counts", async () => {
    const { url } = await listen((_, response) => void response.writeHead(400).write("half"));
    expect(await send({ url, timeoutSeconds: 0.2 })).toMatchObject({ result: "refused" });
  });
});

test("a stop ends it at once, and it is sent again later", async () => {
  const stop = new AbortController();
  const { url } = await listen(() => stop.abort());
  const messenger = createMessenger(optionsOf(settingsOf({ url, timeoutSeconds: 600 })));
  expect(await messenger.send(delivery, stop.signal)).toMatchObject({ result: "later" });
});

test("nobody there: later, without the secret part of the address", async () => {
  const { url, server } = await listen(() => {});
  await new Promise((closed) => server.close(closed));
  const result = await send(
    { url: { secret: { env: "URL" } } },
    { secrets: { resolve: async () => `${url}/token` } },
  );
  expect(result).toEqual({
    result: "later",
    problem: "its address cannot be reached: the connection is refused",
  });
});

test("what the other side repeats of a secret is hidden", async () => {
  const { url } = await listen((request, response) =>
    response.writeHead(403).end(`bad token in http://${request.headers.host}${request.url}`),
  );
  const result = await send(
    { url: { secret: { env: "URL" } } },
    { secrets: { resolve: async () => `${url}/token` } },
  );
  expect(result).toMatchObject({ result: "refused", problem: "it answered 403: bad token in ***" });
});

describe("private addresses", () => {
  const names: LookupFunction = (hostname, options, callback) => {
    const found = (addresses[hostname] ?? []).map((address) => ({
      address,
      family: address.includes(":") ? 6 : 4,
    }));
    if (options.all === true) callback(null, found);
    else callback(null, found[0]?.address ?? "", found[0]?.family);
  };
  const addresses: { readonly [hostname: string]: readonly string[] } = {
    "inside.example": ["127.0.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "metadata.example": ["169.254.169.254", "fd00:ec2::254"],
  };

  test.each([
    "127.0.0.1",
    "0x7f.1",
    "2130706433",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "169.254.169.254",
    "inside.example",
    "mapped.example",
    "metadata.example",
    "localhost",
  ])("%s is refused, and not connected to", async (host) => {
    const { port, received } = await listen((_, response) => response.end());
    const lookup = host === "localhost" ? {} : { lookup: names };
    const result = await send({ url: `http://${host}:${port}/`, allowPrivate: false }, lookup);
    expect(result).toMatchObject({ result: "refused", problem: expect.stringContaining("allowPrivate") });
    expect(received).toEqual([]);
  });

  test("a name that leads elsewhere the second time gains nothing: what was checked is connected to", async () => {
    const { port, received } = await listen((_, response) => response.end());
    let asked = 0;
    const rebinding: LookupFunction = (_, options, callback) => {
      asked += 1;
      const address = asked === 1 ? "1.1.1.1" : "127.0.0.1";
      if (options.all === true) callback(null, [{ address, family: 4 }]);
      else callback(null, address, 4);
    };
    const ask = () =>
      send(
        { url: `http://rebind.example:${port}/`, allowPrivate: false, timeoutSeconds: 0.5 },
        { lookup: rebinding },
      );
    expect(await ask()).toMatchObject({ result: "later" });
    expect(asked).toBe(1);
    expect(await ask()).toMatchObject({ result: "refused" });
    expect(asked).toBe(2);
    expect(received).toEqual([]);
  });

  test("of several addresses only the public ones are tried", async () => {
    const { port, received } = await listen((_, response) => response.end());
    const mixed: LookupFunction = (_, options, callback) => {
      expect(options.all).toBe(true);
      // Nobody answers there on this port within this time.
      callback(null, [
        { address: "127.0.0.1", family: 4 },
        { address: "1.1.1.1", family: 4 },
      ]);
    };
    const result = await send(
      { url: `http://mixed.example:${port}/`, allowPrivate: false, timeoutSeconds: 0.5 },
      { lookup: mixed },
    );
    expect(result.result).toBe("later");
    expect(received).toEqual([]);
  });

  test("allowed, they are sent to", async () => {
    const { port, received } = await listen((_, response) => response.end());
    const result = await send({ url: `http://inside.example:${port}/hook` }, { lookup: names });
    expect(result.result).toBe("taken");
    expect(received[0]?.headers.host).toBe(`inside.example:${port}`);
  });
});

test("a certificate that nobody vouches for is not sent to; a trusted one is", async () => {
  const { key, cert } = makeCertificate();
  const received: string[] = [];
  const server = createTlsServer({ key, cert }, (request, response) => {
    received.push(request.url ?? "");
    response.end();
  });
  const url = `https://localhost:${await open(server)}/hook`;
  expect(await send({ url })).toMatchObject({
    result: "later",
    problem: "localhost cannot be reached: DEPTH_ZERO_SELF_SIGNED_CERT",
  });
  expect(received).toEqual([]);
  expect(await send({ url }, { trusted: cert })).toMatchObject({ result: "taken" });
});

function send(webhook: Partial<WebhookSettings>, more: Partial<MessengerOptions> = {}): Promise<SendResult> {
  return sendTo("webhook/ops", settingsOf(webhook), more);
}

function sendTo(
  target: string,
  settings: NotificationSettings,
  more: Partial<MessengerOptions> = {},
): Promise<SendResult> {
  const messenger = createMessenger({ ...optionsOf(settings), ...more });
  return messenger.send({ ...delivery, target }, new AbortController().signal);
}

function optionsOf(settings: NotificationSettings): MessengerOptions {
  return { settings, clock, version: "1.2.3", secrets: { resolve: async () => "a secret" } };
}

function settingsOf(webhook: Partial<WebhookSettings>): NotificationSettings {
  const ops = { url: "", events: [], allowPrivate: true, timeoutSeconds: 20, ...webhook };
  return { webhooks: { ops } };
}

interface Received extends Pick<IncomingMessage, "method" | "url" | "headers"> {
  readonly body: string;
}

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const received: Received[] = [];
  const handle: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      received.push({ ...{ method, url, headers }, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  };
  const server = createServer(handle);
  const port = await open(server);
  return { server, port, url: `http://127.0.0.1:${port}`, received };
}

async function open(server: Server & { closeAllConnections(): void }): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port }: AddressInfo = Object(server.address());
  return port;
}
