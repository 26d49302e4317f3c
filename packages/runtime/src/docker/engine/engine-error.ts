/** What the engine answered, and what it means when it does not answer at all. */
import { isJsonObject, type MlxError, systemErrorCode } from "@mlx/core";
import { engineForbidden, noEngine } from "../../errors.ts";
import { type EngineAddress, formatAddress } from "./find-engine-address.ts";

/** The HTTP status of an engine's answer that was a failure; `undefined` for every other error. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("statusCode" in error)) return undefined;
  return typeof error.statusCode === "number" ? error.statusCode : undefined;
}

/** What the engine said, without what the client puts around it. */
export function engineMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("json" in error && isJsonObject(error.json) && typeof error.json.message === "string") {
    return error.json.message;
  }
  return error.message.replace(/^\(HTTP code \d+\) .*? - /, "").trim();
}

const certificate = /certificate|CERT_|SELF_SIGNED|_SIGNATURE/i;
const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTSOCK",
]);

/** 4030 or 4031 when the error is about the connection; `undefined` for the engine's own answers and all else. */
export function connectionFailure(error: unknown, address: EngineAddress): MlxError | undefined {
  if (statusOf(error) !== undefined) return undefined;
  const code = systemErrorCode(error);
  if (code === undefined) return undefined;
  const where = formatAddress(address);
  if (isConnecting(error) && (code === "EACCES" || code === "EPERM")) return engineForbidden(where, error);
  if (isConnecting(error) && code === "ENOENT") return noEngine(where, "There is no such socket.", error);
  if (code === "ECONNREFUSED") return noEngine(where, "Nothing listens there.", error);
  if (unreachable.has(code) || certificate.test(code)) {
    return noEngine(where, error instanceof Error ? `${error.message}.` : code, error);
  }
  return undefined;
}

function isConnecting(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall === "connect";
}
