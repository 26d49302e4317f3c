import { createServing } from "../serving/create-serving.ts";
import { createBell } from "./bell.ts";
import type { DaemonDeps } from "./daemon-deps.ts";
import { keepDuty } from "./keep-duty.ts";

/** Serves until it is ended: then what replicas have is finished, unless `stop` says that there is no time. */
export function keepServing(deps: DaemonDeps, stop: AbortSignal): { readonly end: () => Promise<void> } {
  if (deps.serving === undefined) return { end: async () => {} };
  const over = new AbortController();
  const bell = createBell(deps.clock);
  const serving = createServing({ ...deps, ...deps.serving }, bell.ring);
  const look = async () => serving.look();
  const duty = keepDuty({ name: "serving", bell, look }, deps, over.signal);
  return {
    end: async () => {
      over.abort();
      await duty;
      await serving.close({ drain: !stop.aborted });
    },
  };
}
