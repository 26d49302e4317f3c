import { createRedactor } from "../../log/redactor.ts";
import { createLineMarker } from "./line-marks.ts";

const newline = 10;

/** Counts lines and makes marks of them as they would be stored. */
export function createLineCounter(secrets: readonly string[]) {
  const redactor = createRedactor(secrets, { replayed: true });
  const marker = createLineMarker();
  let count = 0;

  /** At most up to the end of a line; then its mark. */
  function add(piece: Buffer): string | undefined {
    const clean = redactor.push(piece);
    if (piece.at(-1) !== newline) {
      marker.add(clean);
      return undefined;
    }
    marker.add(clean.subarray(0, -1));
    count += 1;
    return marker.end();
  }

  return { add, count: () => count };
}
