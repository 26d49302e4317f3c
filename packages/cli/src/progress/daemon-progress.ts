import type { Daemon } from "@mlx/app";
import type { EventSink } from "@mlx/core";

/** What is shown of the daemon that this process is. */
export type ShownDaemon = Pick<Daemon, "identity" | "url" | "startedAt" | "health" | "view">;

/** Shows a daemon while it goes on: live on a terminal, line by line or as documents elsewhere. */
export interface DaemonProgress {
  readonly event: EventSink;
  /** It has started. */
  show(daemon: ShownDaemon): void;
  /** A word to the person beside the events, such as what Ctrl-C will do next. */
  note(text: string): void;
  /** What no one expected, on several lines; goes to stderr, where it disturbs nothing that is drawn there. */
  bug(text: string): void;
  close(): Promise<void>;
}
