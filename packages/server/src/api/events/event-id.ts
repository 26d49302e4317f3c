import type { EventPosition } from "@mlx/app";
import { notAnEventId } from "../errors.ts";

/** Where a reader stands after an event: the last number of each sequence. */
export function writeEventId({ run, tick, alias, evaluation }: EventPosition): string {
  return [run, tick, alias, evaluation].join(".");
}

/** Failure: 8583. */
export function readEventId(text: string): EventPosition {
  const match = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/.exec(text);
  if (match === null) throw notAnEventId(text);
  const [, run, tick, alias, evaluation] = match.map(Number);
  return { run: run ?? 0, tick: tick ?? 0, alias: alias ?? 0, evaluation: evaluation ?? 0 };
}
