import type { EventSink, Result } from "@mlx/core";
import type { App, AppOptions, Project, Server } from "./app.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Output } from "./output.ts";
import type { Terminal } from "./terminal.ts";
import type { ViewOptions } from "./view-options.ts";

/** Everything that a command may use of the world. */
export interface CommandContext {
  /** Absolute; `-C` already applied. */
  readonly cwd: string;
  /** `--json`. */
  readonly json: boolean;
  /** What is shown on stdout. */
  readonly view: ViewOptions;
  /** What is shown on stderr. */
  readonly notesView: ViewOptions;
  readonly output: Output;
  /** What can be done where a person sits at a terminal. */
  readonly terminal: Terminal;
  readonly interrupts: Interrupts;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Folder of the templates of `mlx init`. */
  readonly templatesFolder: string;
  readonly appOptions: (events: EventSink) => AppOptions;
  /** The operations; loaded when first asked for, so that `mlx version` need not. */
  readonly loadApp: () => Promise<App>;
  /** What a daemon answers with; loaded when one is started. */
  readonly loadServer: () => Promise<Server>;
  /** Opens the project, and closes it again whatever happens. */
  readonly withProject: <T>(
    use: (opened: { readonly app: App; readonly project: Project }) => Promise<Result<T>>,
    options?: ProjectUse,
  ) => Promise<Result<T>>;
}

interface ProjectUse {
  /** Besides the notices that every command gives. */
  readonly events?: EventSink;
  /** The command tells all that happens itself: no notices are given. */
  readonly silent?: boolean;
  /** Takes the warnings of the project, instead of stderr. */
  readonly onWarning?: (text: string) => void;
  /** First bring runs into order whose mlx died. For commands that touch runs. */
  readonly recover?: boolean;
}
