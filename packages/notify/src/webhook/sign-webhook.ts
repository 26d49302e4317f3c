import { createHmac } from "node:crypto";

const prefix = "whsec_";

/**
 * The value of `webhook-signature` (Standard Webhooks, https://www.standardwebhooks.com): HMAC-SHA256 over
 * `id.timestamp.body`. A secret that begins with `whsec_` is base64 behind it, any other is taken as it is.
 */
export function signWebhook(secret: string, id: string, seconds: number, body: string): string {
  return `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${seconds}.${body}`).digest("base64")}`;
}

/** False of one that anybody could sign with: behind its `whsec_` is no base64. */
export function holdsKey(secret: string): boolean {
  return keyOf(secret).byteLength > 0;
}

function keyOf(secret: string): Buffer {
  return secret.startsWith(prefix)
    ? Buffer.from(secret.slice(prefix.length), "base64")
    : Buffer.from(secret, "utf8");
}
