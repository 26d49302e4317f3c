import { createHash } from "node:crypto";
import type { JsonObject } from "@mlx/core";
import type { FastifyRequest } from "fastify";
import { otherVersion } from "./errors.ts";

/** Of all that a model says of itself: it has no revisions. */
export function modelEtag(full: JsonObject): string {
  return `"${createHash("sha256").update(JSON.stringify(full)).digest("base64url").slice(0, 22)}"`;
}

/** Failure: 8565. */
export function checkIfMatch({ headers }: FastifyRequest, full: JsonObject): void {
  const text = headers["if-match"]?.trim();
  if (text === undefined || text === "" || text === "*") return;
  const etag = modelEtag(full);
  // Some clients leave out the quotes; a proxy that compresses makes the tag a weak one.
  const plain = (tag: string) => tag.trim().replace(/^W\//, "").replaceAll('"', "");
  if (!text.split(",").some((tag) => plain(tag) === plain(etag))) throw otherVersion(text, etag);
}
