import { createHash } from "node:crypto";

/**
 * Ids that follow from the run: whichever daemon tells of it, and however often, it is the same trace. 16
 * bytes in hexadecimal.
 */
export function traceIdOf(runId: string): string {
  return createHash("sha256").update(`trace ${runId}`).digest("hex").slice(0, 32);
}

/** Of a part of the run; 8 bytes in hexadecimal. */
export function spanIdOf(runId: string, part: string): string {
  return createHash("sha256").update(`span ${runId} ${part}`).digest("hex").slice(0, 16);
}
