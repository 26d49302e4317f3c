/**
 * The session of a build: a connection on which BuildKit asks for what it must not be told
 * beforehand. It is gRPC with the roles turned round: the engine is the client.
 */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { constants, createServer } from "node:http2";
import { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import { InternalError } from "@mlx/core";
import type Docker from "dockerode";
import { dial } from "../../engine/dial.ts";
import { readProtoMessage, textField, writeProtoMessage } from "./proto-message.ts";

export interface BuildSession {
  /** What the build names it by. */
  readonly id: string;
  close(): void;
}

export interface SessionAnswers {
  /** By id. */
  readonly secrets: ReadonlyMap<string, Uint8Array>;
  /** For the host of a registry, as BuildKit names it. */
  credentials(host: string): Promise<{ readonly username: string; readonly secret: string } | undefined>;
}

type Answer = (request: Uint8Array) => Promise<Uint8Array | undefined>;

export async function openBuildSession(docker: Docker, answers: SessionAnswers): Promise<BuildSession> {
  const methods: ReadonlyMap<string, Answer> = new Map<string, Answer>([
    // Without an answer to this one BuildKit gives the session up after a second.
    ["/grpc.health.v1.Health/Check", async () => Buffer.from([0x08, 0x01])],
    [
      "/moby.buildkit.secrets.v1.Secrets/GetSecret",
      async (request) => {
        const secret = answers.secrets.get(textField(readProtoMessage(request), 1));
        return secret && writeProtoMessage(new Map([[1, secret]]));
      },
    ],
    [
      "/moby.filesync.v1.Auth/Credentials",
      async (request) => {
        const known = await answers.credentials(textField(readProtoMessage(request), 1));
        if (known === undefined) return Buffer.alloc(0);
        return writeProtoMessage(
          new Map([
            [1, known.username],
            [2, known.secret],
          ]),
        );
      },
    ],
  ]);
  const server = createServer();
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {});
    void serve(stream, headers, methods);
  });
  server.on("sessionError", () => {});

  const id = randomUUID();
  const socket = await dial(docker, {
    method: "POST",
    path: "/session",
    hijack: true,
    headers: {
      Upgrade: "h2c",
      "X-Docker-Expose-Session-Uuid": id,
      "X-Docker-Expose-Session-Name": "mlx",
      "X-Docker-Expose-Session-Grpc-Method": [...methods.keys()],
    },
  });
  if (!(socket instanceof Duplex)) throw new InternalError("the engine's session is no connection");
  socket.on("error", () => {});
  server.emit("connection", socket);
  return { id, close: () => socket.destroy() };
}

const status = { ok: "0", notFound: "5", unimplemented: "12", unavailable: "14" };

/** One call: each message has five bytes before it, a flag of its compression and its length. */
async function serve(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  methods: ReadonlyMap<string, Answer>,
): Promise<void> {
  const answer = methods.get(String(headers[constants.HTTP2_HEADER_PATH]));
  const outcome = await (async () => {
    try {
      if (answer === undefined) return status.unimplemented;
      return (await answer((await buffer(stream)).subarray(5))) ?? status.notFound;
    } catch {
      return status.unavailable;
    }
  })();
  if (stream.destroyed) return;
  const head = { ":status": 200, "content-type": "application/grpc" };
  if (typeof outcome === "string") {
    stream.respond({ ...head, "grpc-status": outcome }, { endStream: true });
    return;
  }
  stream.respond(head, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers({ "grpc-status": status.ok }));
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(outcome.length, 1);
  stream.end(Buffer.concat([prefix, outcome]));
}
