import { type Result, type Slots, toResult } from "@mlx/core";
import { type MissingSecret, missingSecrets } from "@mlx/engine";
import { type UnwantedSlots, unwantedSlots } from "../daemon/unwanted-slots.ts";
import type { Project } from "../project.ts";

/** What keeps a daemon from doing what is expected of it, though it starts. */
export interface DaemonOutlook {
  /** At 0 nothing was applied yet: there is nothing to fire. */
  readonly serial: number;
  /** Without them nobody is told. */
  readonly missingSecrets: readonly MissingSecret[];
  readonly unwantedSlots: UnwantedSlots;
}

/** `slots`: as they are given to it. Failure: 8002. */
export function lookAheadOfDaemon(
  project: Project,
  { slots }: { readonly slots: Slots },
): Promise<Result<DaemonOutlook>> {
  return toResult(async () => {
    const { notifications } = (await project.soundConfiguration()).settings;
    const { store, secrets } = await project.adapters();
    const { serial } = await store.resources.heads();
    return {
      serial,
      missingSecrets: await missingSecrets(notifications, secrets),
      unwantedSlots: await unwantedSlots(slots, store),
    };
  });
}
