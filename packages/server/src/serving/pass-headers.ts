/** The headers that go through the gateway, and those that are a matter of one connection alone. */
import type { IncomingHttpHeaders } from "node:http";

/** RFC 9110, 7.6.1, and those that describe how a body is sent, which the gateway decides anew. */
const ofOneConnection = new Set([
  ...["connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization"],
  ...["te", "trailer", "transfer-encoding", "upgrade"],
]);
const ofTheRequest = new Set(["host", "content-length", "expect", "x-request-id"]);

/** What a replica is told of a request: all but what is between the gateway and whoever asked. */
export function requestHeaders(raw: readonly string[], connection: string | undefined, id: string): string[] {
  const named = namedBy(connection);
  const passed: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [name = "", value = ""] = [raw[index], raw[index + 1]];
    const lower = name.toLowerCase();
    if (ofOneConnection.has(lower) || ofTheRequest.has(lower) || named?.has(lower)) continue;
    passed.push(name, value);
  }
  passed.push("x-request-id", id);
  return passed;
}

/** What whoever asked is told of a replica's answer. */
export function answerHeaders(
  headers: IncomingHttpHeaders,
  { id, model }: { readonly id: string; readonly model: string },
): Record<string, string | string[]> {
  const named = namedBy(headers.connection);
  const passed: Record<string, string | string[]> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || ofOneConnection.has(name) || named?.has(name)) continue;
    passed[name] = value;
  }
  passed["x-mlx-model"] = model;
  passed["x-request-id"] = id;
  return passed;
}

function namedBy(connection: string | undefined): ReadonlySet<string> | undefined {
  if (connection === undefined || connection === "keep-alive" || connection === "close") return undefined;
  return new Set(connection.split(",").map((name) => name.trim().toLowerCase()));
}
