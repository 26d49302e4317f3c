import { pipeline, Transform } from "node:stream";
import type { ObserverClaim } from "../capture/observer-claim.ts";

/**
 * The stream for as long as the claim is held, which is looked at for each piece: whoever was
 * suspended and has lost it stores nothing more. It then breaks off. `onPiece` is told of each piece.
 */
export function whileHeld(
  stream: NodeJS.ReadableStream,
  claim: Pick<ObserverClaim, "isHeld">,
  onPiece: () => void,
): NodeJS.ReadableStream {
  const gate = new Transform({
    // One piece at a time: what waits here was let through already.
    readableHighWaterMark: 0,
    transform: (piece: Buffer, _, done) => {
      onPiece();
      if (claim.isHeld()) done(null, piece);
      else gate.destroy();
    },
  });
  // Its reader learns of a failure of either.
  return pipeline(stream, gate, () => {});
}
