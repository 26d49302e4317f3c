import type { ChainTask, Threshold } from "@mlx/core";
import type { ChainTask as WrittenTask, Threshold as WrittenThreshold } from "../generated/language.ts";
import { canonicalTaskName, mapSorted, sortedUnique } from "./common.ts";
import { canonicalRetry } from "./retry.ts";

export function canonicalChain(written: readonly WrittenTask[]): readonly ChainTask[] {
  return written.map((entry) => {
    const { task, inputs, passes, retry, cache, when } = typeof entry === "string" ? { task: entry } : entry;
    return {
      task: canonicalTaskName(task),
      inputs: mapSorted(inputs, ({ task, output }) => ({ task: canonicalTaskName(task), output })),
      passes: sortedUnique(passes ?? []),
      ...(retry === undefined ? {} : { retry: canonicalRetry(retry) }),
      cache: cache ?? false,
      ...(when === undefined ? {} : { when: canonicalThreshold(when) }),
    };
  });
}

function canonicalThreshold({ metric, op, value }: WrittenThreshold): Threshold {
  return { metric, op, value };
}
