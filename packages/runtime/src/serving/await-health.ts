import type { Clock } from "@mlx/core";
import { replicaEnded, replicaNotHealthy } from "./errors.ts";
import { ping } from "./ping.ts";

export interface StartedReplica {
  readonly url: string;
  readonly log: string;
  readonly ended: Promise<string>;
  /** The last lines that it printed. */
  readonly lastWords: () => readonly string[];
}

const firstPause = 50;
const longestPause = 500;

/** Until it answers `/ping` for the first time. Fails: 4060 it ended, 4061 its time was over. */
export async function awaitHealth(
  { url, log, ended, lastWords }: StartedReplica,
  {
    clock,
    seconds,
    signal,
  }: { readonly clock: Clock; readonly seconds: number; readonly signal: AbortSignal },
): Promise<void> {
  const until = clock.monotonic() + seconds * 1000;
  let end: string | undefined;
  void ended.then((why) => {
    end = why;
  });
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 1.5)) {
    signal.throwIfAborted();
    const isWell = await ping(url);
    if (end !== undefined) throw replicaEnded(end, lastWords(), log);
    if (isWell) return;
    if (clock.monotonic() >= until) throw replicaNotHealthy(seconds, lastWords(), log);
    await clock.sleep(pause, signal);
  }
}
