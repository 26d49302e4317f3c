import type { ServerResponse } from "node:http";

/** When a request is over before it was answered. An `AbortSignal` for each request costs far more. */
export interface Ending {
  /** `late`: its time is over · `gone`: whoever asked went away, maybe after that. */
  readonly reason: "late" | "gone" | undefined;
  /** Is called when there is a reason; there is one who waits at a time, and that one takes it away. */
  tell: (() => void) | undefined;
  /** Gives it all of its time once more. */
  restart(): void;
  close(): void;
}

export function watchEnding(response: ServerResponse, milliseconds: number): Ending {
  let reason: Ending["reason"];
  const end = (why: "late" | "gone") => {
    reason = why;
    ending.tell?.();
  };
  const onClose = () => {
    if (!response.writableEnded) end("gone");
  };
  const timer = setTimeout(() => {
    if (reason === undefined) end("late");
  }, milliseconds);
  response.on("close", onClose);
  const ending: Ending = {
    get reason() {
      return reason;
    },
    tell: undefined,
    restart: () => {
      timer.refresh();
    },
    close: () => {
      clearTimeout(timer);
      response.off("close", onClose);
    },
  };
  return ending;
}
