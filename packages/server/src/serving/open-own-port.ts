import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { InternalError } from "@mlx/core";
import { servicePortNotOpened } from "../errors.ts";
import type { TlsFiles } from "../tls/read-tls.ts";
import { connectionLimits } from "./connection-limits.ts";
import { refuseMalformed } from "./refuse-malformed.ts";

export interface OwnPortOptions {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Absent: plain HTTP. */
  readonly tls?: TlsFiles;
}

/** Listens for one service. Failure: 8510. */
export async function openOwnPort(
  { name, host, port, tls }: OwnPortOptions,
  listener: RequestListener,
): Promise<{ readonly server: Server; readonly url: string }> {
  const server =
    tls === undefined
      ? createServer(connectionLimits, listener)
      : createTlsServer({ ...connectionLimits, ...tls }, listener);
  // Who waits with a body is told to send it only where it is taken.
  server.on("checkContinue", listener);
  server.on("clientError", refuseMalformed);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host, port }, () => resolve());
    });
  } catch (error) {
    throw servicePortNotOpened(name, host, port, error);
  }
  return { server, url: urlOfAddress(server.address(), tls === undefined ? "http" : "https") };
}

/** An address that stands for all of the machine's leads to the nearest of them. */
export function urlOfAddress(found: AddressInfo | string | null, scheme: "http" | "https"): string {
  if (found === null || typeof found === "string") throw new InternalError("a server without an address");
  const { address, port } = found;
  const reached = address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address;
  return `${scheme}://${reached.includes(":") ? `[${reached}]` : reached}:${port}`;
}
