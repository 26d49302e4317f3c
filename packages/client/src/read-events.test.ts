import fc from "fast-check";
import { expect, it } from "vitest";
import { readEvents, type ServerEvent } from "./read-events.ts";

async function* cut(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let start = 0;
  for (let index = 0; start < bytes.length; index += 1) {
    const end = start + (sizes[index % sizes.length] ?? 1);
    yield bytes.slice(start, end);
    start = end;
  }
}

const read = async (text: string, sizes: readonly number[]) => {
  const events: ServerEvent[] = [];
  for await (const { event } of readEvents(cut(text, sizes))) if (event !== undefined) events.push(event);
  return events;
};

it("however the bytes arrive, the events are those that were sent", async () => {
  const events = fc.array(
    fc.record({
      id: fc.stringMatching(/^\d+\.\d+$/),
      type: fc.constantFrom("run", "tick"),
      data: fc.jsonValue().filter((value) => value !== undefined),
    }),
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(events, sizes, async (sent, cuts) => {
      const text = sent.map(
        ({ id, type, data }) =>
          `:\n\nid: 7.1\n\nid: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`,
      );
      const known = sent.map((event) => ({ ...event, data: JSON.parse(JSON.stringify(event.data)) }));
      expect(await read(`retry: 2000\n\n${text.join("")}id: 9\ndata: {"cut`, cuts)).toEqual(known);
    }),
  );
});
