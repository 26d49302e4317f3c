import { resolve } from "node:path";
import { type EventSink, MlxError } from "@mlx/core";
import { printDocument } from "@mlx/documents";
import type { App, Project, Server } from "./app.ts";
import type { CommandContext } from "./command-context.ts";
import type { Outcome } from "./define-command.ts";
import { errorDocument } from "./documents/error-document.ts";
import { exitCodes, exitOf } from "./exit-codes.ts";
import { type GlobalFlags, repeatedFlags } from "./global-flags.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Output } from "./output.ts";
import { type Invocation, parseCommandLine } from "./parse-command-line.ts";
import { describeRecovery } from "./progress/describe-event.ts";
import type { Terminal } from "./terminal.ts";
import { createViewOptions, type ViewOptions } from "./view-options.ts";
import { renderDiagnostics } from "./views/diagnostics.ts";
import { renderFailure, renderFailureAlone } from "./views/failure.ts";
import { highlight, renderWarning } from "./views/prose.ts";

/** All of the world that a command line is run in. */
export interface Surroundings {
  /** After `mlx`. */
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { readonly isTTY?: boolean; readonly columns?: number };
  readonly output: Output;
  readonly interrupts: Interrupts;
  readonly createTerminal: (options: {
    readonly json: boolean;
    readonly view: ViewOptions;
    readonly notesView: ViewOptions;
    readonly output: Output;
  }) => Terminal;
  readonly loadApp: () => Promise<App>;
  readonly loadServer: () => Promise<Server>;
  readonly version: string;
  readonly supervisor: string;
  readonly templatesFolder: string;
  /** Interpreter and program that start this mlx again. */
  readonly self: readonly string[];
}

/** Parses, runs and shows one command; returns the exit code. Anything but an `MlxError` passes through. */
export async function runCli(surroundings: Surroundings): Promise<number> {
  const { words, env, output } = surroundings;
  let invocation: Invocation;
  try {
    invocation = await parseCommandLine(words);
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    const json = words.includes("--json");
    const noColour = words.includes("--no-color");
    const now = surroundings.now();
    const view = createViewOptions(surroundings.stderr, { noColour, verbosity: "normal", env, now });
    return showFailure(error, { json, output, notesView: view });
  }
  if (invocation.type === "help") {
    const { text } = invocation;
    output.data(words.includes("--json") ? printDocument({ kind: "help", text }) : text);
    return exitCodes.done.code;
  }
  const { command, input, global } = invocation;
  const context = createContext(surroundings, global);
  return showOutcome(await command.execute(input, context), context);
}

type Shown = Pick<CommandContext, "json" | "output" | "notesView">;

function showFailure(failure: MlxError, { json, output, notesView }: Shown): number {
  if (json) output.data(printDocument(errorDocument(failure)));
  else output.note(renderFailure(failure, notesView));
  return exitCodes[exitOf(failure.category)].code;
}

function showOutcome(outcome: Outcome, context: CommandContext): number {
  if (!outcome.ok) return showFailure(outcome.failure, context);
  const { json, output, notesView } = context;
  // What has just ended, ended in the past.
  const view = { ...context.view, now: context.now() };
  const { warnings, failure, exit } = outcome;
  const document = json ? outcome.json() : undefined;
  const text = json ? "" : outcome.human(view);
  if (document !== undefined) output.data(printDocument(document));
  if (!json && warnings.length > 0) output.note(`${renderDiagnostics(warnings, notesView)}\n`);
  if (text !== "") output.data(text);
  if (failure === undefined) return exitCodes[exit].code;
  // Its findings are part of the result that was shown.
  if (!json) output.note(`${text === "" ? "" : "\n"}${renderFailureAlone(failure, notesView)}`);
  return exitCodes[exitOf(failure.category)].code;
}

function createContext(surroundings: Surroundings, global: GlobalFlags): CommandContext {
  const { env, output, now, loadApp, loadServer, version, supervisor, self, createTerminal } = surroundings;
  const cwd = resolve(surroundings.cwd, global.directory ?? ".");
  const verbosity = global.quiet ? "quiet" : global.verbose ? "verbose" : "normal";
  const repeated = repeatedFlags(global);
  const settings = { noColour: global.noColor, verbosity, env, now: now(), repeated } as const;
  const view = createViewOptions(surroundings.stdout, settings);
  const notesView = createViewOptions(surroundings.stderr, settings);
  const appOptions = (events: EventSink) => ({
    cwd,
    ...(global.env === undefined ? {} : { environment: global.env }),
    variables: global.var,
    variableFiles: global.varFile,
    ...(global.store === undefined ? {} : { store: global.store }),
    processEnv: env,
    version,
    supervisor,
    self,
    events,
  });
  const tell = (text: string) => output.note(highlight(text, notesView));
  const warn = (text: string) => output.note(renderWarning(text, notesView));
  const tellRecovery: EventSink = (event) => {
    const notice = describeRecovery(event);
    if (notice !== undefined) tell(notice);
  };
  return {
    cwd,
    json: global.json,
    view,
    notesView,
    output,
    terminal: createTerminal({ json: global.json, view, notesView, output }),
    interrupts: surroundings.interrupts,
    version,
    now,
    templatesFolder: surroundings.templatesFolder,
    appOptions,
    loadApp,
    loadServer,
    withProject: async (use, { events, onWarning = warn, recover = false, silent = false } = {}) => {
      const app = await loadApp();
      const opened = await app.openProject({
        ...appOptions((event) => {
          if (!silent) tellRecovery(event);
          events?.(event);
        }),
        onWarning,
      });
      if (!opened.ok) return opened;
      const project = opened.value;
      try {
        if (recover) await recoverRuns(app, project, tell);
        return await use({ app, project });
      } finally {
        await project.close();
        for (const error of project.eventFailures())
          tell(`not all that happened could be shown, by a bug of mlx: ${describeError(error)}`);
      }
    },
  };
}

/** The runs of others are not this command's business: where they cannot be helped, it says so and goes on. */
async function recoverRuns(app: App, project: Project, tell: (text: string) => void): Promise<void> {
  const recovered = await app
    .recoverRuns(project)
    .catch((bug: unknown) => ({ ok: false, failure: bug }) as const);
  if (!recovered.ok)
    tell(`runs that lost their mlx could not be brought into order: ${describeError(recovered.failure)}`);
}

function describeError(error: unknown): string {
  if (error instanceof MlxError) return `${error.summary} (${error.code})`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
