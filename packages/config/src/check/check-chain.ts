/** What can be wrong with a chain by itself; whether its outputs exist is looked at with its instance. */
import { isJsonObject, type Json, type TaskName, taskNames } from "@mlx/core";
import { canonicalTaskName } from "../canonical/common.ts";
import { configCode } from "../findings/config-code.ts";
import { child } from "../resolve/declarations.ts";
import type { SchemaFinding } from "./schema-errors.ts";

/** `known`: the task that the run is known by, and that has to be among those of the chain. */
export function checkChain(
  chain: Json | undefined,
  path: readonly string[],
  known: Json | undefined,
): readonly SchemaFinding[] {
  if (!Array.isArray(chain) || chain.length === 0) return [];
  const findings: SchemaFinding[] = [];
  const refuse = (at: readonly string[], summary: string, detail?: string) =>
    findings.push({ code: configCode.badChain, path: [...path, ...at], on: "value", summary, detail });
  const earlier: TaskName[] = [];
  const all = chain.map(taskOf);
  for (const [index, entry] of chain.entries()) {
    const task = all[index];
    // A task that does not exist is told by the schema.
    if (task === undefined) continue;
    const at = isJsonObject(entry) ? [String(index), "task"] : [String(index)];
    if (earlier.includes(task))
      refuse(
        at,
        `The chain has \`${task}\` twice.`,
        "A task stands in a chain once: several have to be several experiments.",
      );
    if (isJsonObject(entry)) checkEntry(entry, String(index));
    earlier.push(task);
  }
  const own = typeof known === "string" && isTask(known) ? canonicalTaskName(known) : undefined;
  if (own !== undefined && !all.includes(own) && !all.includes(undefined))
    refuse(
      [],
      `The chain does not have \`${own}\`, the task that its run is known by.`,
      path.length > 1 ? "Add it to the chain." : "Add it to the chain, or name another as `task`.",
    );
  return findings;

  function checkEntry(entry: { readonly [field: string]: Json }, index: string): void {
    const inputs = isJsonObject(entry.inputs) ? entry.inputs : {};
    for (const [channel, input] of Object.entries(inputs)) {
      const from = taskOf(child(input, "task") ?? null);
      if (from === undefined || earlier.includes(from)) continue;
      refuse(
        [index, "inputs", channel, "task"],
        all.includes(from) ? `\`${from}\` does not come before.` : `\`${from}\` is not in the chain.`,
        earlier.length === 0
          ? "The first task of a chain reads datasets only."
          : `Before it come ${earlier.map((task) => `\`${task}\``).join(", ")}.`,
      );
    }
    if (entry.when !== undefined && earlier.length === 0)
      findings.push({
        code: configCode.badChain,
        path: [...path, index, "when"],
        on: "key",
        summary: "The first task of a chain has no `when`: nothing was measured before it.",
      });
  }
}

function taskOf(entry: Json): TaskName | undefined {
  const name = isJsonObject(entry) ? entry.task : entry;
  return typeof name === "string" && isTask(name) ? canonicalTaskName(name) : undefined;
}

function isTask(name: string): boolean {
  return name === "fp" || taskNames.some((task) => task === name);
}
