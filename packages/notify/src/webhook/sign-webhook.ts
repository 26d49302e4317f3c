import { createHmac } from "node:crypto";

const prefix = "whsec_";

/**
 * The value of `webhook-signature` (Standard Webhooks, https://www.standardwebhooks.com): HMAC-SHA256 over
 * `id.timestamp.body`. A secret that begins with `whsec_` is base64 behind it, any other is taken as it is.
 */
export function signWebhook(secret: string, id: string, seconds: number, body: string): string {
  const key = secret.startsWith(prefix)
    ? Buffer.from(secret.slice(prefix.length), "base64")
    : Buffer.from(secret, "utf8");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
}
