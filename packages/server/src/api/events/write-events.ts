import type { EventBatch } from "@mlx/app";
import { writeEventId } from "./event-id.ts";
import { writeEvent } from "./write-event.ts";

/** Who has not taken what was sent by then is cut off, and may go on from the last event that arrived. */
const patienceMilliseconds = 30_000;

/**
 * Batches of events as a stream of server-sent events. Of an empty one only the id is sent, which readers keep without
 * being told of an event: so one that is cut off before it saw any, or saw none for long, misses nothing either. `cut`
 * ends the connection of a reader that takes nothing.
 */
export async function* writeEvents(
  batches: AsyncIterable<EventBatch>,
  write: (document: unknown) => string,
  cut: () => void,
): AsyncGenerator<Buffer> {
  yield Buffer.from("retry: 2000\n\n");
  for await (const { events, position } of batches) {
    const text =
      events.length === 0
        ? `id: ${writeEventId(position)}\n\n`
        : events.map((event) => writeEvent(event, write)).join("");
    const patience = setTimeout(cut, patienceMilliseconds);
    try {
      yield Buffer.from(text);
    } finally {
      clearTimeout(patience);
    }
  }
}
