import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { InternalError } from "@mlx/core";
import { servicePortNotOpened } from "../errors.ts";
import { connectionLimits } from "./connection-limits.ts";
import { refuseMalformed } from "./refuse-malformed.ts";

/** Listens for one service. Failure: 8510. */
export async function openOwnPort(
  { name, host, port }: { readonly name: string; readonly host: string; readonly port: number },
  listener: RequestListener,
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(connectionLimits, listener);
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
  return { server, url: urlOfAddress(server.address()) };
}

/** An address that stands for all of the machine's leads to the nearest of them. */
export function urlOfAddress(found: AddressInfo | string | null): string {
  if (found === null || typeof found === "string") throw new InternalError("a server without an address");
  const { address, port } = found;
  const reached = address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address;
  return `http://${reached.includes(":") ? `[${reached}]` : reached}:${port}`;
}
