import type { JobOutputs } from "@mlx/core";

/** R's last words, `Execution halted`, say nothing: what stands before them is the error. */
export function withoutHalt(outputs: JobOutputs): JobOutputs {
  const { stderrTail } = outputs;
  if (stderrTail.at(-1) !== "Execution halted") return outputs;
  const before = stderrTail.slice(0, -1);
  const calls = before.findLastIndex((line) => line.startsWith("Calls: "));
  return { ...outputs, stderrTail: calls > 0 ? before.slice(0, calls) : before };
}
