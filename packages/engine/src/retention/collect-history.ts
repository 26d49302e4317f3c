import { type CollectedPart, timestamp } from "@mlx/core";
import type { Collecting } from "./collect.ts";

const batch = 1000;
/** A dry run counts the newest so many; nobody keeps more for long. */
const mostCounted = 100_000;

export async function collectTicks(
  keepSeconds: number | undefined,
  { store, clock, dryRun, signal }: Collecting,
): Promise<CollectedPart> {
  if (keepSeconds === undefined || signal.aborted) return { kind: "ticks", count: 0 };
  const before = timestamp(clock.now() - keepSeconds * 1000);
  const count = dryRun
    ? await countTicks(before, store.schedules)
    : await store.schedules.removeTicks(before);
  return { kind: "ticks", count };
}

/** They were written in about the order in which they were evaluated. */
async function countTicks(
  before: string,
  { ticksAfter }: Pick<Collecting["store"]["schedules"], "ticksAfter">,
): Promise<number> {
  let [count, after] = [0, 0];
  for (;;) {
    const ticks = await ticksAfter(after, batch);
    const old = ticks.filter(({ evaluatedAt }) => evaluatedAt < before);
    count += old.length;
    after = ticks.at(-1)?.seq ?? after;
    if (ticks.length < batch || old.length === 0) return count;
  }
}

export async function collectDeliveries(
  keepSeconds: number | undefined,
  { store, clock, dryRun, signal }: Collecting,
): Promise<CollectedPart> {
  if (keepSeconds === undefined || signal.aborted) return { kind: "deliveries", count: 0 };
  const before = timestamp(clock.now() - keepSeconds * 1000);
  if (!dryRun) return { kind: "deliveries", count: await store.deliveries.remove(before) };
  const ended = await store.deliveries.list({ states: ["DELIVERED", "FAILED"] }, { limit: mostCounted });
  const count = ended.filter(({ attempts, createdAt }) => (attempts.at(-1)?.at ?? createdAt) < before).length;
  return { kind: "deliveries", count };
}
