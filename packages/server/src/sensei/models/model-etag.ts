import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { otherVersion } from "./errors.ts";

/** Of all that a model says of itself, as JSON text: it has no revisions. */
export function modelEtag(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}

/** Failure: 8565. */
export function checkIfMatch({ headers }: FastifyRequest, model: string): void {
  const text = headers["if-match"]?.trim();
  if (text === undefined || text === "" || text === "*") return;
  const etag = modelEtag(model);
  // Some clients leave out the quotes; a proxy that compresses makes the tag a weak one.
  const plain = (tag: string) => tag.trim().replace(/^W\//, "").replaceAll('"', "");
  if (!text.split(",").some((tag) => plain(tag) === plain(etag))) throw otherVersion(text, etag);
}
