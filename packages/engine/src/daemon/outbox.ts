import { fillOutbox } from "../notifications/fill-outbox.ts";
import { sendDue } from "../notifications/send-due.ts";
import { createServiceWatch } from "../notifications/watch-services.ts";
import type { DaemonDeps } from "./daemon-deps.ts";

const lookMilliseconds = 1000;

/** Turns what happened into messages, and sends those whose turn has come. */
export function createOutbox(deps: DaemonDeps): (signal: AbortSignal) => Promise<number> {
  const { messenger } = deps;
  const services = createServiceWatch(deps.store);
  return async (signal) => {
    await fillOutbox(deps, services);
    if (messenger !== undefined) await sendDue({ ...deps, messenger }, signal);
    return lookMilliseconds;
  };
}
