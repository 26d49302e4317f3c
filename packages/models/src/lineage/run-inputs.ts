import { type RunRecord, stepsOf } from "@mlx/core";
import { parseModelRef } from "../parse-model-ref.ts";
import type { Neighbour } from "./neighbours.ts";

/** What a run read: as it was staged where that is known. What one of its steps left for another is not told. */
export function inputsOf({ run, attempts }: RunRecord): readonly Neighbour[] {
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
  return [...inputs.values()];
}

function withKind(ref: string): string {
  return ref.startsWith("model/") ? ref : `model/${ref}`;
}

function asDetail(name: string, value: string | number | undefined): { readonly [name: string]: string } {
  return value === undefined ? {} : { [name]: String(value) };
}
