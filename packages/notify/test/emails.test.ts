import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { Delivery, SendResult, SmtpSettings } from "@mlx/core";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createMessenger } from "../src/index.ts";
import { makeCertificate } from "./make-certificate.ts";
import { sampleDelivery } from "./sample-delivery.ts";

const delivery = sampleDelivery("email/ann@example.org");
let certificate: { readonly key: string; readonly cert: string };
beforeAll(() => {
  certificate = makeCertificate();
});

test("an e-mail is plain text for one address, and the same each time that it is sent", async () => {
  const { port, messages } = await serve({ authOptional: true });
  expect(await send({ port })).toMatchObject({ result: "taken", answer: expect.stringMatching(/^250 /) });
  expect(await send({ port })).toMatchObject({ result: "taken" });
  const [first, second] = messages;
  expect(first).toMatchObject({ from: "mlx@example.org", to: ["ann@example.org"] });
  const head = first?.text.split("\r\n\r\n")[0] ?? "";
  expect(head).toContain("Subject: [mlx] nightly failed (retail/prod)");
  expect(head).toContain("From: mlx <mlx@example.org>");
  expect(head).toContain("To: ann@example.org");
  expect(head).toContain(`Message-ID: <${delivery.id}@example.org>`);
  expect(head).toContain("Date: Thu, 01 Jan 2026 02:14:11 +0000");
  expect(head).toContain("Auto-Submitted: auto-generated");
  expect(head).toContain("Content-Type: text/plain; charset=utf-8");
  expect(second?.text).toBe(first?.text);
});

test("an address with a comma is no list of addresses", async () => {
  const { port, messages } = await serve({ authOptional: true });
  await send({ port }, { target: "email/ann@example.org, eve@example.org" });
  expect(messages.flatMap(({ to }) => to)).not.toContain("eve@example.org");
});

test("text of a program cannot become a header", async () => {
  const { port, messages } = await serve({ authOptional: true });
  const payload = {
    ...delivery.payload,
    data: {
      project: "retail\r\nBcc: eve@example.org",
      run: { experiment: "experiment/a\nBcc: eve@example.org" },
    },
  };
  expect((await send({ port }, { payload })).result).toBe("taken");
  expect(messages[0]?.to).toEqual(["ann@example.org"]);
  expect(messages[0]?.text.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/m);
});

describe("user and password", () => {
  const onAuth: SMTPServerOptions["onAuth"] = ({ username, password }, _, callback) =>
    username === "mlx" && password === "a secret"
      ? callback(null, { user: username })
      : callback(new Error("bad credentials"));

  test("are given", async () => {
    const { port, messages } = await serve({ onAuth, allowInsecureAuth: true });
    const password = { secret: { env: "MAIL" } };
    expect(await send({ port, user: "mlx", password })).toMatchObject({ result: "taken" });
    expect(messages.length).toBe(1);
  });

  test("wrong ones are refused, and the password does not stand in what is told", async () => {
    const { port } = await serve({ onAuth, allowInsecureAuth: true });
    const result = await send({ port, user: "eve", password: { secret: { env: "MAIL" } } });
    expect(result).toMatchObject({ result: "refused", answer: expect.stringMatching(/^535 /) });
    expect(JSON.stringify(result)).not.toContain("a secret");
  });

  test("a password that is not set is refused, and named", async () => {
    const { port } = await serve({ onAuth });
    expect(await send({ port, user: "mlx", password: { secret: { file: "mail.password" } } })).toEqual({
      result: "refused",
      problem: "the secret is not there: the file mail.password",
    });
  });
});

describe("replies", () => {
  const refuse = (code: number): NonNullable<SMTPServerOptions["onRcptTo"]> => {
    return (_, __, callback) => callback(Object.assign(new Error("not here"), { responseCode: code }));
  };

  test("5xx is refused", async () => {
    const { port } = await serve({ authOptional: true, onRcptTo: refuse(550) });
    expect(await send({ port })).toMatchObject({
      result: "refused",
      problem: expect.stringContaining("550 not here"),
    });
  });

  test("4xx is for later", async () => {
    const { port } = await serve({ authOptional: true, onRcptTo: refuse(451) });
    expect(await send({ port })).toMatchObject({
      result: "later",
      answer: expect.stringContaining("451 not here"),
    });
  });
});

describe("TLS", () => {
  test("starttls where the server cannot: later, and nothing was said", async () => {
    const { port, messages } = await serve({ authOptional: true });
    expect(await send({ port, security: "starttls" })).toMatchObject({
      result: "later",
      problem: expect.stringContaining("security: starttls"),
    });
    expect(messages).toEqual([]);
  });

  test("tls towards a server that speaks plainly: later", async () => {
    const { port, messages } = await serve({ authOptional: true });
    expect(await send({ port, security: "tls" })).toMatchObject({ result: "later" });
    expect(messages).toEqual([]);
  });

  test.each(["starttls", "tls"] as const)("%s: only with a certificate that is trusted", async (security) => {
    const { port, messages } = await serve({
      ...certificate,
      authOptional: true,
      secure: security === "tls",
      disabledCommands: [],
    });
    const smtp = { host: "localhost", port, security };
    expect(await send(smtp)).toMatchObject({
      result: "later",
      problem: expect.stringContaining("self-signed certificate"),
    });
    expect(messages).toEqual([]);
    expect(await send(smtp, {}, certificate.cert)).toMatchObject({ result: "taken" });
    expect(messages.length).toBe(1);
  });
});

describe("a server that hangs ends at the timeout:", () => {
  test("before its greeting", async () => {
    const port = await listen(createServer(() => {}));
    expect(await send({ port, timeoutSeconds: 0.3 })).toMatchObject({ result: "later" });
  });

  test("after the message", async () => {
    const { port } = await serve({ authOptional: true, onData: (stream) => void stream.resume() });
    expect(await send({ port, timeoutSeconds: 0.5 })).toMatchObject({
      result: "later",
      problem: "127.0.0.1 has not finished within 0.5 s",
    });
  });

  test("by sending a little again and again", async () => {
    const drip = (socket: Socket) => {
      const timer = setInterval(() => socket.write("220-wait\r\n"), 50);
      socket.on("error", () => {}).on("close", () => clearInterval(timer));
    };
    const port = await listen(createServer(drip));
    expect(await send({ port, timeoutSeconds: 0.5 })).toMatchObject({ result: "later" });
  });
});

test("nobody there: later", async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((closed) => server.close(closed));
  expect(await send({ port })).toMatchObject({
    result: "later",
    problem: expect.stringContaining(`127.0.0.1:${port} cannot be reached`),
  });
});

test("without `notifications.smtp` it is refused", async () => {
  const messenger = createMessenger({
    settings: { webhooks: {} },
    secrets: { resolve: async () => undefined },
    clock: { now: () => 0 },
    version: "1.2.3",
  });
  expect(await messenger.send(delivery, new AbortController().signal)).toMatchObject({
    result: "refused",
    problem: expect.stringContaining("notifications.smtp"),
  });
});

function send(
  smtp: Partial<SmtpSettings>,
  changes: Partial<Delivery> = {},
  trusted?: string,
): Promise<SendResult> {
  const messenger = createMessenger({
    settings: {
      webhooks: {},
      smtp: {
        host: "127.0.0.1",
        port: 0,
        security: "none",
        from: "mlx <mlx@example.org>",
        timeoutSeconds: 20,
        ...smtp,
      },
    },
    secrets: { resolve: async ({ secret }) => ("env" in secret ? "a secret" : undefined) },
    clock: { now: () => 0 },
    version: "1.2.3",
    ...(trusted === undefined ? {} : { trusted }),
  });
  return messenger.send({ ...delivery, ...changes }, new AbortController().signal);
}

interface Message {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

async function serve(options: SMTPServerOptions) {
  const messages: Message[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    closeTimeout: 1,
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        messages.push({
          from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
        callback(null);
      });
    },
    ...options,
  });
  // Clients that do not like its certificate.
  server.on("error", () => {});
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => new Promise<void>((closed) => server.close(closed)));
  return { port: portOf(server.server), messages };
}

async function listen(server: Server): Promise<number> {
  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => sockets.push(socket));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
}

function portOf(server: Server): number {
  const { port }: AddressInfo = Object(server.address());
  return port;
}
