import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";

/** Answers what is not HTTP, and so never became a request, as `refuse` does; the connection is closed. */
export function refuseMalformed(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, ...refusal } = refusalOf(error);
  const requestId = randomUUID();
  const text = JSON.stringify({ error: { ...refusal, requestId } });
  const head = [
    `HTTP/1.1 ${status}`,
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(text)}`,
    "cache-control: no-store",
    "x-content-type-options: nosniff",
    `x-request-id: ${requestId}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${text}`, () => socket.destroy());
}

function refusalOf({ code, message }: Error & { readonly code?: string }) {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return {
        ...{ status: "431 Request Header Fields Too Large", code: "MLX8520" },
        ...{ summary: "the headers of the request are too large", detail: "They may have 16 KiB." },
      };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return {
        ...{ status: "408 Request Timeout", code: "MLX8515" },
        ...{ summary: "the headers of the request did not arrive in time", detail: "They have 10 s." },
      };
    default:
      return {
        ...{ status: "400 Bad Request", code: "MLX8520" },
        ...{ summary: "the request is not well-formed HTTP", detail: `${message}.` },
      };
  }
}
