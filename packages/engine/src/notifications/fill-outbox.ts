import { isDeepStrictEqual } from "node:util";
import { type DeliveryCursor, type NotificationSettings, timestamp } from "@mlx/core";
import type { RunDeps } from "../runs/run-deps.ts";
import { makeDeliveries } from "./make-deliveries.ts";
import type { ProjectIdentity } from "./make-payload.ts";
import { readModelNews } from "./read-model-news.ts";
import { readRunNews, readTickNews } from "./read-news.ts";
import type { ServiceWatch } from "./watch-services.ts";

const batch = 250;

export interface OutboxDeps extends Pick<RunDeps, "store" | "executors" | "clock"> {
  readonly settings: { readonly notifications: NotificationSettings };
}

/**
 * Makes deliveries of all that has happened since the last time. Each batch moves the cursor in the
 * transaction of its deliveries, so that a crash at any line loses none and makes none twice; where another
 * process has come first, nothing is done. `services`: also of services that fail to serve, or do again.
 */
export async function fillOutbox(deps: OutboxDeps, services?: ServiceWatch): Promise<void> {
  const { store, clock, settings } = deps;
  for (;;) {
    const from = await store.deliveries.cursor();
    const events = await store.runs.eventsAfter(from.runEvent, batch);
    const ticks = await store.schedules.ticksAfter(from.tick, batch);
    const moves = await store.models.aliasMovesAfter(from.aliasMove, batch);
    const evaluations = await store.models.evaluationsAfter(from.evaluation, batch);
    const to: DeliveryCursor = {
      runEvent: events.at(-1)?.event.seq ?? from.runEvent,
      tick: ticks.at(-1)?.seq ?? from.tick,
      aliasMove: moves.at(-1)?.seq ?? from.aliasMove,
      evaluation: evaluations.at(-1)?.seq ?? from.evaluation,
    };
    const ofServices = (await services?.look()) ?? [];
    if (isDeepStrictEqual(from, to) && ofServices.length === 0) return;
    const news = [
      ...(await readRunNews(events, settings.notifications, deps)),
      ...(await readTickNews(ticks, deps)),
      ...readModelNews(moves, evaluations),
      ...ofServices,
    ];
    const deliveries = makeDeliveries(news, {
      ...identityOf(store.namespace),
      notifications: settings.notifications,
      at: timestamp(clock.now()),
    });
    if (!(await store.deliveries.enqueue(from, to, deliveries))) return;
    services?.told(ofServices);
  }
}

/** A namespace is a project, or one in an environment. */
export function identityOf(namespace: string): ProjectIdentity {
  const [project = "", environment] = namespace.split("/");
  return environment === undefined ? { project } : { project, environment };
}
