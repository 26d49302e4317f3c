import type { ProjectEvent } from "@mlx/app";
import { writeEvent } from "./write-event.ts";

/** Who has not taken what was sent by then is cut off, and may go on from the last event that arrived. */
const patienceMilliseconds = 30_000;

/**
 * Batches of events as a stream of server-sent events; an empty one is a comment. Something is sent at once, so that
 * the reader knows that it is connected. `cut` ends the connection of a reader that takes nothing.
 */
export async function* writeEvents(
  batches: AsyncIterable<readonly ProjectEvent[]>,
  write: (document: unknown) => string,
  cut: () => void,
): AsyncGenerator<Buffer> {
  yield Buffer.from("retry: 2000\n\n");
  for await (const events of batches) {
    const text = events.length === 0 ? ":\n\n" : events.map((event) => writeEvent(event, write)).join("");
    const patience = setTimeout(cut, patienceMilliseconds);
    try {
      yield Buffer.from(text);
    } finally {
      clearTimeout(patience);
    }
  }
}
