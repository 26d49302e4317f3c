import { isTerminal } from "@mlx/core";
import { expect } from "vitest";
import { checkHistory } from "./check-history.ts";
import type { DaemonWorld } from "./daemon-world.ts";

const minute = 60_000;

/**
 * A daemon that nothing is wrong with decides all that is due, and with nothing more to come works until
 * everything has ended. All promises must have been kept then.
 */
export async function comeToRest(world: DaemonWorld, pid: number): Promise<void> {
  const { schedules, runs } = world.store;
  const daemon = world.start(pid);
  await world.advance(30_000);
  const due = await schedules.due(new Date(world.clock.now() - 1000).toISOString(), 10);
  expect(due.map(({ experiment, wakeAt }) => `${experiment} was due at ${wakeAt}`)).toEqual([]);
  for (const { experiment } of await schedules.list())
    await schedules.pause(experiment, { at: new Date(world.clock.now()).toISOString(), actor: "test" });
  for (let waited = 0; waited < 120 && (await runs.unfinished()).length > 0; waited += 1)
    await world.advance(minute);
  daemon.drain();
  await world.advance(minute);
  expect(daemon.ended()).toBe(true);
  expect(daemon.problems).toEqual([]);
  expect(daemon.events.filter(({ type }) => type === "duty-failed")).toEqual([]);
  expect(await checkHistory(world.store, world.capacity)).toEqual([]);
  await checkAttempts(world);
}

/** A death costs nobody an attempt: only what the programs themselves fail for is tried again. */
async function checkAttempts({ store }: DaemonWorld): Promise<void> {
  const wrong: string[] = [];
  for (const { run, attempts } of await store.runs.list({}, { limit: 10_000 })) {
    if (!isTerminal(run.status.state)) wrong.push(`${run.id} has not ended`);
    for (const { outcome, number } of attempts)
      if (!["OK", "NON_ZERO_EXIT", "REPLACED"].includes(outcome?.reason ?? ""))
        wrong.push(`attempt ${number} of ${run.id}: ${outcome?.reason} ${outcome?.message}`);
  }
  expect(wrong).toEqual([]);
}
