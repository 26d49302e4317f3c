import type { Result } from "@mlx/core";
import { printDocument } from "@mlx/documents";
import type { CommandContext } from "./command-context.ts";
import { apiOf, type ServerSettings } from "./server-flags.ts";
import { highlight, renderWarning } from "./views/prose.ts";

/** `mlx up --api-only`: serves until an interrupt, lets what is being answered finish, and ends at once at a second one. */
export function serveApiAlone(settings: ServerSettings, context: CommandContext): Promise<Result<undefined>> {
  const { host, port } = settings;
  const { json, output, notesView, interrupts } = context;
  const warn = (text: string) => output.note(renderWarning(text, notesView));
  return context.withProject(async ({ app, project }) => {
    const { startServer } = await context.loadServer();
    const api = { ...apiOf(settings), project, onProblem: warn };
    let auth = false;
    const warnings: string[] = [];
    const served = await app.serveApi(project, {
      serve: async (daemon) => {
        const running = await startServer({ daemon, host, port, api, onBug: output.note });
        auth = running.auth;
        warnings.push(...running.warnings);
        return running;
      },
    });
    if (!served.ok) return served;
    const { url, drain, stop, ended } = served.value;
    if (json) output.data(printDocument({ kind: "api-server", url, auth, pid: process.pid, warnings }));
    else {
      output.note(
        highlight(
          `The API answers at ${url}/data/sensei and ${url}/api/v1${auth ? ", with a token" : ""}. Runs that it queues wait for a daemon (\`mlx up\`). Ctrl-C ends it.`,
          notesView,
        ),
      );
      for (const text of warnings) warn(text);
    }
    let isDraining = false;
    const listening = interrupts.listen(() => {
      if (isDraining) stop();
      else drain();
      isDraining = true;
    });
    try {
      await ended;
      return { ok: true, value: undefined };
    } finally {
      listening.close();
    }
  });
}
