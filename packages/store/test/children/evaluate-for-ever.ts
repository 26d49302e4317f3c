/**
 * Evaluates all schedules again and again, three seconds further each time, until it is killed, fails, or
 * has come to second `until`; prints a line for each look, with how many ticks it made, and the code of
 * the failure. Every third look it claims runs and ends them. Before the first it prints a 0, and waits to be
 * told to begin: of several, one that starts later would have to catch up with what the others made.
 */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { MlxError, type NewTick, type Schedule, type ScheduleDecision } from "@mlx/core";
import { openStore } from "../../src/index.ts";
import { at, newRun, worker } from "../../src/testing/samples.ts";

const [, , url = "", until = "", name = ""] = process.argv;
const store = await openStore({ url, namespace: "test", ids: { uuid: () => randomUUID() } });
const secondOf = (time: string) => (Date.parse(time) - Date.parse(at(0))) / 1000;

function decide({ id, experiment, lastEvaluated }: Schedule): ScheduleDecision | undefined {
  const last = secondOf(lastEvaluated);
  if (last >= Number(until)) return undefined;
  const seconds = [last + 1, last + 2, last + 3];
  const runId = (second: number) => `${id}-${second}`;
  const ticks = seconds.map(
    (second): NewTick => ({
      ...{ nominal: at(second), outcome: "FIRED", runId: runId(second), evaluatedAt: at(last + 3) },
    }),
  );
  const runs = seconds.map((second) => ({ ...newRun(second, { experiment }), id: runId(second) }));
  return { lastEvaluated: at(last + 3), wakeAt: at(last + 3), ticks, runs, replaced: [] };
}

async function work(look: number): Promise<void> {
  const claim = { worker: worker(name), at: at(look), ttlSeconds: 60, capacity: { runs: 5 }, limit: 5 };
  for (const run of await store.runs.claimNext(claim)) {
    const ending = { status: { state: "DONE", reason: "OK" }, endedAt: at(look) } as const;
    await store.runs.end({ runId: run.id, epoch: run.epoch }, ending, { actor: name });
  }
}

try {
  const ids = (await store.schedules.list()).map(({ id }) => id);
  console.log(0);
  await once(process.stdin, "data");
  process.stdin.destroy();
  for (let look = 0; ; look += 1) {
    const evaluated = await store.schedules.evaluate(ids, at(look), ({ schedule }) => decide(schedule));
    if (evaluated.length === 0) break;
    console.log(evaluated.reduce((sum, { ticks }) => sum + ticks.length, 0));
    if (look % 3 === 2) await work(look);
  }
} catch (error) {
  if (!(error instanceof MlxError)) throw error;
  console.log(error.code);
}
await store.close();
