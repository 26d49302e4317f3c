import { defaultRetention, type RetentionSettings } from "@mlx/core";
import { secondsOr } from "../duration.ts";
import type { Retention } from "../generated/language.ts";

export function canonicalRetention(written: NonNullable<Retention>): RetentionSettings {
  const { runs, logs, failedWork, ticks, deliveries } = written;
  return {
    ...kept("runsSeconds", runs),
    ...kept("logsSeconds", logs),
    ...kept("failedWorkSeconds", failedWork),
    ...kept("ticksSeconds", ticks),
    ...kept("deliveriesSeconds", deliveries),
  };
}

function kept(field: keyof RetentionSettings, written: string | number | undefined): RetentionSettings {
  const seconds = written === "never" ? undefined : secondsOr(written, defaultRetention[field]);
  return seconds === undefined ? {} : { [field]: seconds };
}
