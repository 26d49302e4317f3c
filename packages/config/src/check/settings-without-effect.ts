import { type Code, type ExperimentSpec, isJsonObject, type Json } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import { child } from "../resolve/declarations.ts";

interface EffectlessSetting {
  readonly severity: "warning";
  readonly code: Code;
  readonly path: readonly string[];
  readonly on: "key";
  readonly summary: string;
}

/** What an experiment says and nothing would read. A default that is written out is not told. */
export function settingsWithoutEffect(spec: ExperimentSpec, value: Json): readonly EffectlessSetting[] {
  const { schedule, timeoutSeconds } = spec;
  const stallSeconds = spec.timeouts?.stallSeconds;
  const written = (section: string, field: string) => {
    const map = child(value, section);
    return isJsonObject(map) ? child(map, field) : undefined;
  };
  const found: EffectlessSetting[] = [];
  const tell = (path: readonly string[], why: string) =>
    found.push({
      severity: "warning",
      code: configCode.noEffect,
      path,
      on: "key",
      summary: `\`${path.at(-1)}\` does nothing ${why}.`,
    });
  if (schedule !== undefined) {
    const { concurrency, catchUp, maxConcurrent, queueLimit, catchUpLimit } = schedule;
    if (maxConcurrent !== 1 && concurrency !== "allow")
      tell(["schedule", "maxConcurrent"], `with \`concurrency: ${concurrency}\`, only with \`allow\``);
    if (queueLimit !== 1 && concurrency !== "queue" && concurrency !== "allow")
      tell(["schedule", "queueLimit"], `with \`concurrency: ${concurrency}\`, only with \`queue\``);
    if (catchUpLimit !== 10 && catchUp !== "all")
      tell(["schedule", "catchUpLimit"], `with \`catchUp: ${catchUp}\`, only with \`all\``);
  }
  if (written("timeouts", "onStall") === "stop" && stallSeconds === undefined)
    tell(["timeouts", "onStall"], "without `stall`");
  if (stallSeconds !== undefined && stallSeconds >= timeoutSeconds)
    tell(["timeouts", "stall"], "as it is not shorter than `timeout`");
  if ((spec.notification?.email ?? []).length === 0)
    for (const field of ["emailOnRetry", "emailOnFailure"])
      if (written("notification", field) === true) tell(["notification", field], "without `email`");
  const { email = [], emailOnRetry, emailOnFailure } = spec.notification ?? {};
  if (email.length > 0 && emailOnRetry === false && emailOnFailure === false)
    tell(["notification", "email"], "with neither `emailOnRetry` nor `emailOnFailure`");
  return found;
}
