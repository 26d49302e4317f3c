import type { RunsSettings, Slots } from "@mlx/core";
import { workerCapacity } from "@mlx/engine";
import type { Adapters } from "../open-adapters.ts";

/** What a daemon on this machine offers. */
export async function capacityOf(
  adapters: Pick<Adapters, "machine">,
  settings: RunsSettings,
  given: Slots,
): Promise<Slots> {
  const machine = await adapters.machine("process");
  return workerCapacity(machine === undefined ? {} : { ...machine }, settings, given);
}
