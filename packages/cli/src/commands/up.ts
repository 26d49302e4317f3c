import type { Daemon, DetachedDaemon } from "@mlx/app";
import type { Result, Slots } from "@mlx/core";
import type { App, Project } from "../app.ts";
import type { CommandContext } from "../command-context.ts";
import { defineCommand } from "../define-command.ts";
import { apiInForeground } from "../errors.ts";
import type { DaemonProgress } from "../progress/daemon-progress.ts";
import { serveApiAlone } from "../serve-api-alone.ts";
import { apiOf, parseServerFlags, type ServerSettings, serverFlags, wordsOfServer } from "../server-flags.ts";
import { parseSlots, slotFlags } from "../slot-flags.ts";
import { describeRung, nextRung, type UpLadder } from "../up-ladder.ts";
import { renderDetached } from "../views/daemon.ts";
import { describeOutlook } from "../views/daemon-outlook.ts";
import { renderWarning } from "../views/prose.ts";

export const up = defineCommand({
  name: "up",
  description:
    "Starts the daemon of this project and environment: it fires the schedules of what was applied, works on the queue within its slots, sends notifications and cleans up, and answers over HTTP with its health and metrics. It serves the Sensei Machine Learning API (/data/sensei) and mlx's own (/api/v1) to whoever shows a token; on 127.0.0.1, where only this machine can ask, to everybody. It applies nothing; what is applied elsewhere it takes on at once, settings of the files (runs, notifications, retention, docker) when it is started. Ctrl-C drains: nothing new starts, and it ends when what runs has ended. A second one leaves what runs to the next `mlx up`; a third ends it at once. Whatever ends it, no run is lost.",
  examples: [
    ["up", "here, with a live view on a terminal"],
    ["up --detach", "in the background; `mlx status` shows it, `mlx down` ends it"],
    ["up --slots cpus=6 --slots licence=2", "offer 6 processors and 2 licences"],
    ["up --json", "each event as a document of its own"],
    ["up --api-only --port 4748", "only the API, beside a daemon or without one"],
    [
      "up --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem",
      "over HTTPS, for others too; `mlx token create` first",
    ],
  ],
  arguments: {},
  flags: {
    detach: { type: "boolean", summary: "start it in the background, and wait until it is up" },
    ...serverFlags,
    ...slotFlags,
  },
  exits: ["configurationInvalid", "lockHeld"],
  run: async (input, context) => {
    const { detach, slots, apiOnly } = input;
    const offered = parseSlots(slots, "up");
    if (!offered.ok) return offered;
    const access = parseServerFlags(input, context.cwd);
    if (!access.ok) return access;
    const settings = { slots: offered.value, ...access.value };
    if (apiOnly && detach) return { ok: false, failure: apiInForeground() };
    if (apiOnly) return serveApiAlone(settings, context);
    if (detach)
      return context.withProject<Detached | undefined>(({ app, project }) =>
        detachDaemon(app, project, settings, context),
      );
    const progress = await context.terminal.openDaemonProgress();
    try {
      // A live view has room for one note, which comes when it is up.
      const told: string[] = [];
      return await context.withProject<Detached | undefined>(
        ({ app, project }) => runDaemon(app, project, { ...settings, told }, progress, context),
        {
          events: progress.event,
          silent: true,
          ...(context.json ? {} : { onWarning: (text) => told.push(text) }),
        },
      );
    } finally {
      await progress.close();
    }
  },
  views: {
    human: (detached, view) => (detached === undefined ? "" : renderDetached(detached, view)),
    json: (detached) =>
      detached === undefined
        ? undefined
        : {
            kind: "daemon",
            pid: detached.pid,
            url: detached.url,
            log: detached.log,
            warnings: detached.warnings,
          },
  },
});

interface Detached extends DetachedDaemon {
  readonly warnings: readonly string[];
}

interface UpSettings extends ServerSettings {
  readonly slots: Slots;
}

async function detachDaemon(
  app: App,
  project: Project,
  { slots, ...server }: UpSettings,
  { json, output, notesView }: CommandContext,
): Promise<Result<Detached>> {
  const amounts = Object.entries(slots).flatMap(([name, amount]) => ["--slots", `${name}=${amount}`]);
  const detached = await app.detachDaemon(project, {
    flags: [...wordsOfServer(server), ...amounts],
  });
  if (!detached.ok) return detached;
  const outlook = await app.lookAheadOfDaemon(project, { slots });
  if (!outlook.ok) return outlook;
  const warnings = describeOutlook(outlook.value);
  if (!json) for (const text of warnings) output.note(renderWarning(text, notesView));
  return { ok: true, value: { ...detached.value, warnings } };
}

async function runDaemon(
  app: App,
  project: Project,
  { slots, told, ...server }: UpSettings & { readonly told: readonly string[] },
  progress: DaemonProgress,
  { interrupts, loadServer }: CommandContext,
): Promise<Result<undefined>> {
  const outlook = await app.lookAheadOfDaemon(project, { slots });
  if (!outlook.ok) return outlook;
  const { startServer } = await loadServer();
  const api = { ...apiOf(server), project, onProblem: (text: string) => progress.note(`warning: ${text}`) };
  const ofServer: string[] = [];
  const started = await app.startDaemon(project, {
    slots,
    serve: async (daemon, socketPath) => {
      const { host, port } = server;
      const running = await startServer({ daemon, host, port, socketPath, api, onBug: progress.bug });
      ofServer.push(...running.warnings);
      return running;
    },
  });
  if (!started.ok) return started;
  const daemon = started.value;
  progress.show(daemon);
  const warnings = [...told, ...ofServer, ...describeOutlook(outlook.value)];
  if (warnings.length > 0) progress.note(`warning: ${warnings.join("; ")}`);
  let rung: UpLadder = "up";
  let isOver = false;
  const listening = interrupts.listen(() => {
    rung = nextRung(rung);
    void tellRung(rung, daemon, (text) => {
      // It may have ended while it was looked at.
      if (!isOver) progress.note(text);
    });
    if (rung === "draining") daemon.drain();
    else {
      daemon.stop();
      // From here on Node's own handling is back, so that a third one ends the process.
      listening.close();
    }
  });
  try {
    await daemon.ended;
    return { ok: true, value: undefined };
  } finally {
    isOver = true;
    listening.close();
  }
}

async function tellRung(rung: UpLadder, daemon: Daemon, tell: (text: string) => void): Promise<void> {
  // A store that cannot be read keeps nobody from ending the daemon.
  const view = await daemon.view().catch(() => undefined);
  tell(describeRung(rung, view?.runningCount ?? 0));
}
