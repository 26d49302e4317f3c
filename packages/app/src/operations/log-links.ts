import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { isJsonObject, type Json, type Result, type Store, toResult } from "@mlx/core";
import { linkInvalid } from "../errors.ts";
import type { Project } from "../project.ts";
import type { LogTextRequest } from "./read-log-text.ts";

/** What a link lets whoever has it read: one stream of one run. */
export type LinkedLog = Pick<LogTextRequest, "run" | "stream" | "attempt">;

const streams: readonly LogTextRequest["stream"][] = ["execution", "stdout", "stderr"];

/**
 * Texts for links to logs that need no token: signed under the installation's key for the project's namespace, and
 * good for so many seconds.
 */
export function signLogLinks(
  project: Project,
  logs: readonly LinkedLog[],
  seconds: number,
): Promise<Result<readonly string[]>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    const key = await keyOf(store);
    const until = Math.floor(clock.now() / 1000) + seconds;
    return logs.map(({ run, stream, attempt }) => {
      const claims = [store.namespace, run, stream, until, ...(attempt === undefined ? [] : [attempt])];
      const body = Buffer.from(JSON.stringify(claims)).toString("base64url");
      return `${body}.${signatureOf(body, key)}`;
    });
  });
}

/** Failure: 8071 it is none of these, or its time is over. */
export function openLogLink(
  project: Project,
  link: string,
): Promise<Result<{ readonly project: Project; readonly log: LinkedLog }>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    const [body = "", signature = ""] = link.split(".");
    if (!isEqual(signature, signatureOf(body, await keyOf(store))))
      throw linkInvalid("it was not made here, or was changed");
    const claims = readClaims(body);
    if (claims === undefined) throw linkInvalid("another version of mlx made it");
    const { namespace, until, ...log } = claims;
    if (until * 1000 < clock.now()) throw linkInvalid("its time is over");
    return { project: namespace === store.namespace ? project : project.within(namespace), log };
  });
}

const keys = new WeakMap<Store, Promise<Buffer>>();

/** All namespaces of a store have the same. */
function keyOf(store: Store): Promise<Buffer> {
  const known = keys.get(store);
  if (known !== undefined) return known;
  const reading = store
    .installation()
    .then(({ key, id }) =>
      Buffer.from(hkdfSync("sha256", Buffer.from(key, "base64"), id, "mlx links to logs", 32)),
    );
  keys.set(store, reading);
  reading.catch(() => keys.delete(store));
  return reading;
}

function signatureOf(body: string, key: Buffer): string {
  return createHmac("sha256", key).update(body).digest("base64url");
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/** Of a body whose signature is right. */
function readClaims(body: string) {
  const claims: Json = JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
  if (isJsonObject(claims) || !Array.isArray(claims)) return undefined;
  const [namespace, run, text, until, attempt]: readonly Json[] = claims;
  const stream = streams.find((each) => each === text);
  if (typeof namespace !== "string" || typeof run !== "string" || stream === undefined) return undefined;
  if (typeof until !== "number") return undefined;
  return { namespace, run, stream, until, ...(typeof attempt === "number" ? { attempt } : {}) };
}
