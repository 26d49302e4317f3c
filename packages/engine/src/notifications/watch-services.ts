import type { EndpointRecord, Store } from "@mlx/core";
import type { ServiceNews } from "./news.ts";

/** Which services fail to serve, by what was told of them last. */
export interface ServiceWatch {
  /** What is to be told by now. */
  look(): Promise<readonly ServiceNews[]>;
  /** It stands in the outbox. */
  told(news: readonly ServiceNews[]): void;
}

/** So many of the newest deliveries say what another daemon has told before this one. */
const looked = 200;

/**
 * A service fails while its new model does not come up (the last good one serves on) or nothing serves, and is
 * restored once it serves as it should. One that is stopped, or waits for its first model, says nothing.
 */
export function createServiceWatch({ endpoints, deliveries }: Store): ServiceWatch {
  let failing: Set<string> | undefined;
  return {
    look: async () => {
      failing ??= await readTold(deliveries);
      const known = failing;
      return (await endpoints.list()).flatMap((endpoint): readonly ServiceNews[] => {
        const { state } = endpoint.status;
        const wasFailing = known.has(endpoint.service);
        if (!wasFailing && (state === "DEGRADED" || state === "FAILED"))
          return [{ about: "service", told: "service.failed", endpoint }];
        if (wasFailing && state === "READY")
          return [{ about: "service", told: "service.restored", endpoint }];
        return [];
      });
    },
    told: (news) => {
      for (const { told, endpoint } of news)
        if (told === "service.failed") failing?.add(endpoint.service);
        else failing?.delete(endpoint.service);
    },
  };
}

async function readTold(deliveries: Store["deliveries"]): Promise<Set<string>> {
  const failing = new Set<string>();
  const newestFirst = await deliveries.list({}, { limit: looked });
  for (const { event, subject } of newestFirst.toReversed())
    if (event === "service.failed") failing.add(subject);
    else if (event === "service.restored") failing.delete(subject);
  return failing;
}

/** Why a service fails; `undefined` of one that does not. */
export function problemOf({ status }: Pick<EndpointRecord, "status">): string | undefined {
  return status.state === "DEGRADED" || status.state === "FAILED" ? status.message : undefined;
}
