import { render } from "ink";
import pc from "picocolors";
import { type DaemonPicture, emptyDaemonPicture, updateDaemonPicture } from "../progress/daemon-picture.ts";
import type { DaemonProgress, ShownDaemon } from "../progress/daemon-progress.ts";
import type { ViewOptions } from "../view-options.ts";
import { highlight } from "../views/prose.ts";
import { giveSize } from "./give-size.ts";
import { LiveDaemon } from "./live-daemon.tsx";

export interface LiveDaemonOptions {
  /** The terminal to draw on. */
  readonly stderr: NodeJS.WriteStream;
  readonly view: ViewOptions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back again and again; returns what ends it. */
  readonly every: (milliseconds: number, call: () => void) => () => void;
}

/** Drawn that often: what is shown are seconds. */
const drawMilliseconds = 500;
/** What runs and waits is read of the store that often. */
const readMilliseconds = 1_000;

/** Of which all is told at the end: the same one may come with every request. */
const mostBugs = 20;

/**
 * Draws a daemon while it goes on, and takes the drawing away when it is closed; what is known of bugs is told then,
 * and the last note stays.
 */
export function openLiveDaemon({ stderr, view, now, every }: LiveDaemonOptions): DaemonProgress {
  giveSize(stderr);
  // It is cut to the width, and painted as a whole.
  const noColours = pc.createColors(false);
  let picture: DaemonPicture = emptyDaemonPicture;
  let note: string | undefined;
  const bugs: string[] = [];
  let closed = false;
  const draw = () => (
    <LiveDaemon
      picture={picture}
      view={{ ...view, now: now() }}
      width={stderr.columns}
      rows={stderr.rows}
      {...(note === undefined ? {} : { note: highlight(note, { ...view, colours: noColours }) })}
    />
  );
  const screen = render(draw(), {
    stdout: stderr,
    stderr,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  });
  const stopDrawing = every(drawMilliseconds, () => {
    giveSize(stderr);
    screen.rerender(draw());
  });
  let stopReading = () => {};
  const follow = (daemon: ShownDaemon) => {
    let reading = false;
    const read = async () => {
      if (reading || closed) return;
      reading = true;
      try {
        picture = { ...picture, problems: daemon.health().problems, view: await daemon.view() };
      } catch {
        // A store that cannot be read is told by the duties that need it; what was read last stays.
      } finally {
        reading = false;
      }
    };
    void read();
    return every(readMilliseconds, () => void read());
  };
  const tell = (text: string) => {
    note = text;
    screen.rerender(draw());
  };
  return {
    event: (event) => {
      picture = updateDaemonPicture(picture, event, now());
    },
    show: (daemon) => {
      picture = { ...picture, daemon };
      stopReading = follow(daemon);
    },
    note: tell,
    bug: (text) => {
      if (bugs.length < mostBugs) bugs.push(text);
      tell(text.split("\n", 1).join(""));
    },
    close: async () => {
      closed = true;
      stopReading();
      stopDrawing();
      screen.rerender(null);
      screen.unmount();
      await screen.waitUntilExit();
      for (const text of bugs) stderr.write(`${text}\n`);
      if (note !== undefined) stderr.write(`${highlight(note, view)}\n`);
    },
  };
}
