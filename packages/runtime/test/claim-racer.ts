/** A process that claims the folders it is told, and gives claims up: for `observer-claim.test.ts`. */
import type { ObserverClaim } from "../src/docker/capture/observer-claim.ts";
import { claimObservation } from "../src/docker/capture/observer-claim.ts";

export type RacerOrder = { readonly claim: string } | { readonly release: string };

const claims = new Map<string, ObserverClaim>();

process.on("message", async (order: RacerOrder) => {
  if ("claim" in order) {
    const claim = await claimObservation({ root: order.claim });
    if (claim !== undefined) claims.set(order.claim, claim);
    process.send?.(claim !== undefined);
  } else {
    await claims.get(order.release)?.release();
    process.send?.(true);
  }
});
process.send?.(true);
