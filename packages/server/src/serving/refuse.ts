import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { finished } from "node:stream";

/** Why a request was not answered by a model. */
export interface Refusal {
  readonly status: 404 | 405 | 408 | 413 | 421 | 500 | 502 | 503 | 504;
  /** A code of `mlx explain`. */
  readonly code?: string;
  readonly summary: string;
  readonly detail: string;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly allow?: string;
  /** What is left of the request is not read. */
  readonly close?: boolean;
}

/** How long a sender may go on sending after it was refused, so that it gets to read why. */
const patience = 1000;

/** Answers as the rest of mlx's server does: `{ "error": { "code", "summary", "detail" } }`. */
export function refuse(response: ServerResponse, requestId: string, refusal: Refusal): void {
  const { status, code, summary, detail, retryAfter, allow, close = false } = refusal;
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const error = { ...(code === undefined ? {} : { code }), summary, detail, requestId };
  const text = JSON.stringify({ error });
  const headers: OutgoingHttpHeaders = {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
    ...(retryAfter === undefined ? {} : { "retry-after": retryAfter.toString() }),
    ...(allow === undefined ? {} : { allow }),
    ...(close ? { connection: "close" } : {}),
  };
  response.writeHead(status, headers);
  response.end(text);
  if (close) letGo(response);
}

/**
 * A connection that is closed with bytes unread is reset, and the answer is lost with it: what still comes is
 * read and dropped for a moment.
 */
function letGo(response: ServerResponse): void {
  const { req: request } = response;
  const cut = setTimeout(() => request.destroy(), patience);
  request.resume();
  finished(request, () => clearTimeout(cut));
}
