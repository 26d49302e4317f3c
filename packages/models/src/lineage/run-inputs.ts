import { loadedModel, ownScoreStep, type RunRecord, stepsOf } from "@mlx/core";
import { parseModelRef } from "../parse-model-ref.ts";
import type { Neighbour } from "./neighbours.ts";

/** What a run read: as it was staged where that is known. What one of its steps left for another is not told. */
export function inputsOf(record: RunRecord): readonly Neighbour[] {
  const { run, attempts, model, tookOver } = record;
  const inputs = new Map<string, Neighbour>();
  for (const [index, { spec }] of stepsOf(run).entries()) {
    const staged = attempts.findLast(({ step = 0 }) => step === index)?.staged ?? {};
    for (const [channel, { dataset: id, fingerprint }] of Object.entries(spec.inputs)) {
      const found = staged[channel];
      const detail = {
        ...asDetail("fingerprint", found?.fingerprint ?? fingerprint),
        ...asDetail("rows", found?.rows),
        ...asDetail(
          "window",
          found?.window === undefined ? undefined : `(${found.window.start}, ${found.window.end}]`,
        ),
      };
      inputs.set(`${id} ${channel}`, { id, as: channel, detail });
    }
    const { model: loaded } = spec;
    if (loaded !== undefined && parseModelRef(loaded.ref)?.selector.type === "version")
      inputs.set(loaded.ref, { id: withKind(loaded.ref), as: "model" });
  }
  for (const used of [tookOver, loadedModel(record)])
    if (used !== undefined && used !== model && parseModelRef(used)?.selector.type === "version")
      inputs.set(used, { id: withKind(used), as: "model" });
  return [...inputs.values()];
}

/** Whether the channel holds what the model that the run made itself foretold. */
export function isOwnForecast(record: RunRecord, channel: string): boolean {
  return record.model !== undefined && ownScoreStep(record)?.spec.outputs[channel] !== undefined;
}

function withKind(ref: string): string {
  return ref.startsWith("model/") ? ref : `model/${ref}`;
}

function asDetail(name: string, value: string | number | undefined): { readonly [name: string]: string } {
  return value === undefined ? {} : { [name]: String(value) };
}
