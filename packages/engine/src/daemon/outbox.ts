import { fillOutbox } from "../notifications/fill-outbox.ts";
import { sendDue } from "../notifications/send-due.ts";
import type { DaemonDeps } from "./daemon-deps.ts";

const lookMilliseconds = 1000;

/** Turns what happened into messages, and sends those whose turn has come. */
export function createOutbox(deps: DaemonDeps): (signal: AbortSignal) => Promise<number> {
  const { messenger } = deps;
  return async (signal) => {
    await fillOutbox(deps);
    if (messenger !== undefined) await sendDue({ ...deps, messenger }, signal);
    return lookMilliseconds;
  };
}
