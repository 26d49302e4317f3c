import { render } from "ink";
import { emptyPicture, updatePicture } from "../progress/run-picture.ts";
import type { RunProgress } from "../progress/run-progress.ts";
import { LiveRun } from "./live-run.tsx";

export interface LiveRunOptions {
  /** The terminal to draw on. */
  readonly stderr: NodeJS.WriteStream;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back again and again; returns what ends it. */
  readonly every: (milliseconds: number, call: () => void) => () => void;
}

const tickMilliseconds = 1000;

/** Draws a run while it goes on, and takes the drawing away when it is closed; the last note stays. */
export function openLiveRun({ stderr, now, every }: LiveRunOptions): RunProgress {
  let picture = emptyPicture;
  let note: string | undefined;
  const draw = () => (
    <LiveRun
      picture={picture}
      now={now()}
      width={stderr.columns ?? 80}
      {...(note === undefined ? {} : { note })}
    />
  );
  const screen = render(draw(), {
    stdout: stderr,
    stderr,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  });
  const stop = every(tickMilliseconds, () => screen.rerender(draw()));
  return {
    event: (event) => {
      picture = updatePicture(picture, event);
      screen.rerender(draw());
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
      if (note !== undefined) stderr.write(`${note}\n`);
    },
  };
}
