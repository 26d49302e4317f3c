import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { type Delivery, type SendResult, systemErrorCode } from "@mlx/core";
import { guardLookup, type Lookup, privateAddress } from "./guarded-lookup.ts";
import { judgeResponse, type WebhookResponse } from "./judge-response.ts";
import { isPrivateAddress } from "./private-address.ts";
import { holdsKey, signWebhook } from "./sign-webhook.ts";

/** Of an answer's body no more is read. */
const readBytes = 64 * 1024;

export interface WebhookRequest {
  readonly delivery: Delivery;
  readonly url: string;
  /** Then not even its host is named. */
  readonly urlIsSecret: boolean;
  readonly secret?: string;
  readonly allowPrivate: boolean;
  /** For all of it. */
  readonly timeoutSeconds: number;
  readonly userAgent: string;
  readonly now: number;
  readonly lookup?: Lookup;
  readonly trusted?: string;
  readonly signal: AbortSignal;
}

/** Posts the payload once; never rejects. */
export async function sendWebhook(webhook: WebhookRequest): Promise<SendResult> {
  const { url: text, urlIsSecret, secret, allowPrivate, timeoutSeconds, now } = webhook;
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    return { result: "refused", problem: "its `url` is no address that begins with https:// or http://" };
  if (secret !== undefined && !holdsKey(secret))
    return {
      result: "refused",
      problem: "its `secret` holds no key: nothing that is base64 stands behind its prefix",
    };
  const place = urlIsSecret ? "its address" : url.hostname;
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (!allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) return toPrivate(place);
  const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    return judgeResponse(await post(url, webhook, AbortSignal.any([deadline, webhook.signal])), now);
  } catch (error) {
    if (webhook.signal.aborted) return { result: "later", problem: "mlx was stopped while it was sent" };
    if (deadline.aborted)
      return { result: "later", problem: `${place} has not answered within ${timeoutSeconds} s` };
    if (systemErrorCode(error) === privateAddress) return toPrivate(place);
    return { result: "later", problem: `${place} cannot be reached: ${reasonOf(error)}` };
  }
}

function toPrivate(place: string): SendResult {
  return {
    result: "refused",
    problem: `${place} leads to a private address, and was not connected to: \`allowPrivate: true\` permits it`,
  };
}

function post(url: URL, webhook: WebhookRequest, signal: AbortSignal): Promise<WebhookResponse> {
  const { delivery, secret, allowPrivate, userAgent, now, lookup, trusted } = webhook;
  const body = JSON.stringify(delivery.payload);
  const seconds = Math.floor(now / 1000);
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: "POST",
      // A connection of its own: none that is kept open may skip the check of the address.
      agent: false,
      signal,
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "user-agent": userAgent,
        "webhook-id": delivery.id,
        "webhook-timestamp": `${seconds}`,
        ...(secret === undefined
          ? {}
          : { "webhook-signature": signWebhook(secret, delivery.id, seconds, body) }),
      },
      ...(allowPrivate ? (lookup === undefined ? {} : { lookup }) : { lookup: guardLookup(lookup) }),
      ...(trusted === undefined ? {} : { ca: trusted }),
    });
    sent.on("error", reject);
    sent.on("response", (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const done = () => {
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: response.headers["retry-after"],
          location: response.headers.location,
          body: Buffer.concat(chunks).toString("utf8"),
        });
        response.destroy();
      };
      if (response.statusCode !== undefined && response.statusCode < 300) return done();
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.byteLength;
        if (bytes >= readBytes) done();
      });
      response.on("end", done);
      // The status is there: whatever befalls the rest of the body does not change what it means.
      sent.off("error", reject).on("error", done);
      response.on("error", done);
      response.on("close", done);
    });
    sent.end(body);
  });
}

const reasons: { readonly [code: string]: string } = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the name service does not answer",
  ECONNREFUSED: "the connection is refused",
  ECONNRESET: "the connection was closed",
  EHOSTUNREACH: "there is no way to it",
  ENETUNREACH: "there is no network",
  ETIMEDOUT: "it does not answer",
  EPIPE: "the connection was closed",
};

/** Only what the code says: a message may name the address. */
function reasonOf(error: unknown): string {
  const code = systemErrorCode(error);
  if (code === undefined) return error instanceof Error ? error.name : "unknown";
  return reasons[code] ?? code;
}
