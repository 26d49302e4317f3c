import type { EventBatch, ProjectEvent } from "@mlx/app";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { writeEvents } from "./write-events.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const moved = (seq: number): ProjectEvent => ({
  type: "alias",
  position: { run: 4, tick: 0, alias: seq, evaluation: 2 },
  move: {
    seq,
    model: "m",
    alias: "champion",
    to: 3,
    kind: "promote",
    actor: "ann",
    at: "2026-01-01T00:00:00.000Z",
  },
});

async function* batches(...all: readonly (readonly ProjectEvent[])[]): AsyncGenerator<EventBatch> {
  for (const events of all)
    yield { events, position: events.at(-1)?.position ?? { run: 4, tick: 0, alias: 2, evaluation: 2 } };
}

it("events have ids that say where a reader stands, and in the quiet one comes alone", async () => {
  const written: string[] = [];
  const write = () => "{}";
  for await (const chunk of writeEvents(batches([moved(1), moved(2)], []), write, () => {}))
    written.push(chunk.toString());
  expect(written).toEqual([
    "retry: 2000\n\n",
    "id: 4.0.1.2\nevent: alias\ndata: {}\n\nid: 4.0.2.2\nevent: alias\ndata: {}\n\n",
    "id: 4.0.2.2\n\n",
  ]);
});

it("a reader that takes nothing for 30 seconds is cut off, one that reads on is not", async () => {
  let cuts = 0;
  const stream = writeEvents(
    batches([moved(1)], [moved(2)], []),
    () => "{}",
    () => {
      cuts += 1;
    },
  );
  await stream.next();
  vi.advanceTimersByTime(60_000);
  await stream.next();
  vi.advanceTimersByTime(29_999);
  await stream.next();
  expect(cuts).toBe(0);
  vi.advanceTimersByTime(30_000);
  expect(cuts).toBe(1);
  await stream.return(undefined);
});
