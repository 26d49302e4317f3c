import { unknownWidth } from "../view-options.ts";

/**
 * A size for a terminal that does not know its own (0 columns). Ink would ask the system for it at each
 * drawing, and leave a file open each time.
 */
export function giveSize(terminal: { columns: number; rows: number }): void {
  if (!terminal.columns) terminal.columns = unknownWidth;
  if (!terminal.rows) terminal.rows = 24;
}
