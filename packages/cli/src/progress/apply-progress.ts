import type { EventSink } from "@mlx/core";
import type { Output } from "../output.ts";

const quietMilliseconds = 2_000;

/** Says how far an apply has got when it takes long: a line every 2 s, none for one that is quick. */
export function createApplyProgress(output: Pick<Output, "note">, now: () => number): EventSink {
  let saidAt = now();
  return (event) => {
    // Nothing is far yet, and the line would stay.
    if (event.type === "apply-progress" && event.step === "prepare" && event.done === 0) return;
    if (event.type !== "apply-progress" || now() - saidAt < quietMilliseconds) return;
    saidAt = now();
    const step = event.step === "prepare" ? "preparing" : "committing";
    output.note(
      `${step} ${event.done} of ${event.total}${event.detail === undefined ? "" : `: ${event.detail}`}`,
    );
  };
}
