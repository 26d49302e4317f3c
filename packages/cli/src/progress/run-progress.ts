import type { EventSink } from "@mlx/core";

/** Shows a run while it goes on, on stderr; two forms, one for terminals and one for the rest. */
export interface RunProgress {
  readonly event: EventSink;
  /** A word to the person beside the events, such as what Ctrl-C will do next. */
  note(text: string): void;
  close(): Promise<void>;
}
