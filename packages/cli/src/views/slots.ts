import type { SlotStatus } from "@mlx/app";
import { formatNumber } from "./format.ts";
import { shortLimit } from "./names.ts";

/** `cpus 3 of 8 · licence 2 of 2, 4 runs wait · gpus 1`; slots of which nothing is offered, held or wanted are left out. */
export function renderSlots(slots: readonly SlotStatus[]): string {
  const told = slots.filter(
    ({ used, waiting, capacity }) => used > 0 || waiting > 0 || capacity !== undefined,
  );
  return told.length === 0 ? "no slots are held" : told.map(describe).join(" · ");
}

function describe({ name, used, waiting, capacity }: SlotStatus): string {
  const of = capacity === undefined ? "" : ` of ${formatNumber(capacity)}`;
  const wait = waiting === 0 ? "" : `, ${waiting} ${waiting === 1 ? "run waits" : "runs wait"}`;
  return `${shortLimit(name)} ${formatNumber(used)}${of}${wait}`;
}
