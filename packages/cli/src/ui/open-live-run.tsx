import { render } from "ink";
import pc from "picocolors";
import { emptyPicture, lastWords, updatePicture } from "../progress/run-picture.ts";
import type { RunProgress } from "../progress/run-progress.ts";
import type { ViewOptions } from "../view-options.ts";
import { highlight } from "../views/prose.ts";
import { giveSize } from "./give-size.ts";
import { LiveRun } from "./live-run.tsx";

export interface LiveRunOptions {
  /** The terminal to draw on. */
  readonly stderr: NodeJS.WriteStream;
  readonly view: ViewOptions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back again and again; returns what ends it. */
  readonly every: (milliseconds: number, call: () => void) => () => void;
}

/** Drawn that often, and not with each event: a program may print thousands of lines in a second. */
const tickMilliseconds = 100;

/**
 * Draws a run while it goes on, and takes the drawing away when it is closed; the last note stays, and what
 * the program of a run that failed said last.
 */
export function openLiveRun({ stderr, view, now, every }: LiveRunOptions): RunProgress {
  giveSize(stderr);
  // It is cut to the width, and painted as a whole.
  const noColours = pc.createColors(false);
  let picture = emptyPicture;
  let note: string | undefined;
  const draw = () => (
    <LiveRun
      picture={picture}
      now={now()}
      width={stderr.columns}
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
  const stop = every(tickMilliseconds, () => {
    giveSize(stderr);
    screen.rerender(draw());
  });
  return {
    event: (event) => {
      picture = updatePicture(picture, event);
    },
    note: (text) => {
      note = text;
      screen.rerender(draw());
    },
    close: async () => {
      stop();
      screen.rerender(null);
      screen.unmount();
      await screen.waitUntilExit();
      for (const line of lastWords(picture)) stderr.write(`${line}\n`);
      if (note !== undefined) stderr.write(`${highlight(note, view)}\n`);
    },
  };
}
