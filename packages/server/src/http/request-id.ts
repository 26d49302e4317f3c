import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The client's own, so that its logs and ours can be laid side by side, unless it would spoil ours; else a UUID. */
export function requestId({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && /^[\w.~:@+/=-]{1,128}$/.test(given) ? given : randomUUID();
}
