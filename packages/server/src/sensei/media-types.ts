/** The media types of the Sensei API: what is read, what is answered. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { notAcceptable } from "./errors.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What the route answers where that is not the Sensei API's JSON. */
    readonly produces?: string;
  }
}

export type Profile =
  | "engine"
  | "engineListing"
  | "enginesDockerRegistryInfo"
  | "mlInstance"
  | "mlInstanceListing"
  | "experiment"
  | "experimentListing"
  | "experimentRun"
  | "experimentRunListing"
  | "experimentRunStatus"
  | "model"
  | "modelListing"
  | "modelTranscoding"
  | "modelTranscodingListing"
  | "insight"
  | "insightListing"
  | "defaultMetricsListing"
  | "mlService"
  | "mlServiceListing"
  | "api-response";

const senseiType = "application/vnd.adobe.platform.sensei+json";

export function mediaType(profile: Profile): string {
  return `${senseiType};profile=${profile}.v1.json`;
}

/** Sends a body, or its JSON, under the profile; as plain JSON to a client that takes nothing else. */
export function answer(
  reply: FastifyReply,
  profile: Profile,
  body: object | string | Buffer,
  status = 200,
): FastifyReply {
  const { accept } = reply.request.headers;
  const plain = accept !== undefined && !accepts(accept, senseiType) && accepts(accept, "application/json");
  const json = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return (
    reply
      .code(status)
      .header("content-type", plain ? "application/json" : mediaType(profile))
      // Of texts the framework rewrites the media type: quotes for the profile, and a charset, which JSON has not.
      .send(typeof json === "string" ? Buffer.from(json) : json)
  );
}

/** Refuses what asks for something else than the route has. Whatever profile it names will do. */
export function checkAccept(request: FastifyRequest): undefined {
  const { accept } = request.headers;
  if (accept === undefined || accept === "*/*") return;
  const { produces } = request.routeOptions.config;
  const offered = produces === undefined ? [senseiType, "application/json"] : [produces];
  // What goes wrong with a file is told as JSON.
  if (offered.some((type) => accepts(accept, type))) return;
  throw notAcceptable(accept, offered);
}

const known = new Map<string, boolean>();

/** Whether an `Accept` header takes the type, parameters aside (RFC 9110, 12.5.1). */
export function accepts(accept: string, type: string): boolean {
  const key = `${type}\n${accept}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  // Clients have few different ones; who sends ever new ones gets no memory of ours.
  if (known.size >= 256) known.clear();
  const found = takes(accept, type);
  known.set(key, found);
  return found;
}

function takes(accept: string, type: string): boolean {
  const [group] = type.split("/");
  let best: { readonly rank: number; readonly quality: number } | undefined;
  for (const range of accept.split(",")) {
    const [name = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const rank = [`*/*`, `${group}/*`, type].indexOf(name);
    if (rank === -1 || (best !== undefined && best.rank >= rank)) continue;
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    best = { rank, quality: weight === undefined ? 1 : Number(weight.slice(2)) };
  }
  return best !== undefined && best.quality !== 0;
}

/**
 * Whether a body of the type is read as JSON. Clients send the wrong profile, `text/plain`, what `curl -d` says when
 * it is told nothing, or nothing at all; what is certainly something else is refused.
 */
export function isReadAsJson(contentType: string | undefined): boolean {
  const [name = ""] = (contentType ?? "").split(";");
  const type = name.trim().toLowerCase();
  return (
    type === "" ||
    type === "text/plain" ||
    type === "text/json" ||
    type === "application/x-www-form-urlencoded" ||
    /^application\/([\w.-]+\+)?json$/.test(type)
  );
}
