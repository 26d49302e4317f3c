import { type Result, type Store, toResult } from "@mlx/core";
import { findDaemon } from "@mlx/engine";
import type { Project } from "../project.ts";

const knownMilliseconds = 1000;

interface Known {
  readonly at: number;
  readonly isUp: Promise<boolean>;
}

const known = new WeakMap<Store, Known>();

/** Whether a daemon works on the namespace's runs; as it was a second ago at most. */
export function isDaemonUp(project: Project): Promise<Result<boolean>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { store, clock } = adapters;
    const last = known.get(store);
    const now = clock.monotonic();
    if (last !== undefined && now - last.at < knownMilliseconds) return last.isUp;
    const isUp = findDaemon(adapters).then((daemon) => daemon !== undefined);
    known.set(store, { at: now, isUp });
    isUp.catch(() => known.delete(store));
    return isUp;
  });
}
