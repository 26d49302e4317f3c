import type { MlxError, Result, Slots } from "@mlx/core";
import type { Flags } from "./define-command.ts";
import { usageInvalid } from "./errors.ts";

export const slotFlags = {
  slots: {
    type: "assignments",
    value: "NAME=N",
    summary:
      "how much of a slot there is, over settings and machine: cpus, memoryInMB, gpus, runs, or a name of your own (repeatable)",
  },
} as const satisfies Flags;

/** `cpus=4` as amounts. Failure: 8100. */
export function parseSlots(given: Readonly<Record<string, string>>, command: string): Result<Slots> {
  const slots: Record<string, number> = {};
  for (const [name, text] of Object.entries(given)) {
    if (!/^\d{1,9}(\.\d{1,3})?$/.test(text)) return { ok: false, failure: noAmount(name, text, command) };
    slots[name] = Number(text);
  }
  return { ok: true, value: slots };
}

function noAmount(name: string, text: string, command: string): MlxError {
  return usageInvalid(
    `\`--slots ${name}=${text}\` is no amount: give a number that is not negative`,
    `mlx ${command} --slots NAME=N`,
    `mlx ${command} --help`,
  );
}
